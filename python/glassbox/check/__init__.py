"""An independent check of Glassbox's reports, which shares no code with Glassbox and runs nothing that a report brings.

A report is a folder: ``audit.json`` claims, ``network.safetensors``, ``program.py``, ``machine.json`` and ``machine.dot`` are the
evidence. `glassbox.check.inspection.inspect` reads one and says of each claim what it could confirm.
"""
