"""Who, when and where seated: boards, their people and their plans."""
