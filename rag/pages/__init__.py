"""The printed pages of an article: their pictures, and where its words stand on them."""
