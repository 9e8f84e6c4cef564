"""What the rules of the grammars do: each action makes a value of the words its rule took."""
