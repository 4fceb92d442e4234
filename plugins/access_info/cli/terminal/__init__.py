"""What every command shares: Vietnamese `argparse`, common options, problems printed."""
