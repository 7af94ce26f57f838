"""What money that came may pay (核销建议): pure. `payers` and `references` say whose it may be, `ways` what its amount fits, `candidates`
puts both together with a confidence, and `posting` says which of it needs nobody to look at it."""
