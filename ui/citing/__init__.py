"""The citations of an answer in the formats of newsrooms, offices and reference managers."""
