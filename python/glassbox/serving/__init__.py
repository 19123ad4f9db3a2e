"""Networks of any kind, answering Glassbox over standard input and output: `glassbox.serve`; `docs/networks.md` is the protocol."""
