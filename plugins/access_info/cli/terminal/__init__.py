"""Parts that every command shares: Vietnamese `argparse`, common options, printed problems."""
