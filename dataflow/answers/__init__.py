"""The questions: each makes a frozen answer that holds its evidence and makes its report."""
