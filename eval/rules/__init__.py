"""What is measured of each question: a rule for each measure, from the run file alone."""
