"""Match and propose: which passages may say what about which element."""
