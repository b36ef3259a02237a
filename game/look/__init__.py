"""How every face looks: the colours of the window, and on paper and in browsers the same colours and type."""
