"""Networks of yours, written as Glassbox reads them: a file of tensors with a description and recorded scores that prove it.

`glassbox.export` is the way in. Whatever a network was made with becomes one `network.Network`, which `recording.write` evaluates
once more in numpy before it writes anything; `docs/networks.md` is the format.
"""
