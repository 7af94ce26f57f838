"""What happens to money besides allocation: refunds, write-offs, rounding differences and bank fees. Begin with adjustment.py."""
