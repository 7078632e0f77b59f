"""Parts that screens are made of: buttons, sliders, charts with words and a table, the glossary."""
