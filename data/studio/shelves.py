"""Where each kind of thing stands in the demo shop, and the sizes that it comes in."""

from __future__ import annotations

from collections.abc import Mapping

PATHS: Mapping[str, str] = {
    "tee": "Clothing > Tops > T-Shirts", "shirt": "Clothing > Tops > Shirts", "polo": "Clothing > Tops > Polo Shirts",
    "blouse": "Clothing > Tops > Blouses", "sweater": "Clothing > Tops > Sweaters", "hoodie": "Clothing > Tops > Hoodies",
    "jacket": "Clothing > Outerwear > Jackets", "coat": "Clothing > Outerwear > Coats", "dress": "Clothing > Dresses",
    "skirt": "Clothing > Bottoms > Skirts", "trousers": "Clothing > Bottoms > Trousers", "jeans": "Clothing > Bottoms > Jeans",
    "shorts": "Clothing > Bottoms > Shorts", "sneaker": "Footwear > Sneakers", "boot": "Footwear > Boots",
    "sandal": "Footwear > Sandals", "heel": "Footwear > Heels", "loafer": "Footwear > Loafers",
    "backpack": "Bags > Backpacks", "tote": "Bags > Tote Bags", "handbag": "Bags > Handbags",
    "belt": "Accessories > Belts", "cap": "Accessories > Hats > Caps", "beanie": "Accessories > Hats > Beanies",
    "scarf": "Accessories > Scarves", "watch": "Accessories > Watches", "sunglasses": "Accessories > Sunglasses",
    "chair": "Home > Furniture > Chairs", "armchair": "Home > Furniture > Armchairs", "sofa": "Home > Furniture > Sofas",
    "table": "Home > Furniture > Tables", "lamp": "Home > Lighting > Lamps", "rug": "Home > Textiles > Rugs",
    "cushion": "Home > Textiles > Cushions", "mug": "Home > Kitchen > Mugs", "vase": "Home > Decor > Vases",
}  # fmt: skip
BY_SHAPE: Mapping[tuple[str, str], str] = {
    ("sweater", "cardigan"): "Clothing > Tops > Cardigans", ("sweater", "vest"): "Clothing > Tops > Sweater Vests",
    ("jacket", "blazer"): "Clothing > Outerwear > Blazers", ("jacket", "quilted vest"): "Clothing > Outerwear > Vests",
    ("trousers", "leggings"): "Clothing > Bottoms > Leggings", ("cap", "bucket"): "Accessories > Hats > Bucket Hats",
    ("cap", "sun hat"): "Accessories > Hats > Sun Hats", ("cap", "visor"): "Accessories > Hats > Visors",
    ("scarf", "bandana"): "Accessories > Bandanas", ("tote", "bucket"): "Bags > Bucket Bags",
    ("handbag", "clutch"): "Bags > Clutches", ("handbag", "crossbody"): "Bags > Crossbody Bags",
    ("chair", "stool"): "Home > Furniture > Stools", ("table", "desk"): "Home > Furniture > Desks",
    ("table", "console"): "Home > Furniture > Console Tables", ("table", "coffee"): "Home > Furniture > Coffee Tables",
    ("table", "side"): "Home > Furniture > Side Tables",
}  # fmt: skip
"""Kinds of things that are drawn by a type's silhouette and sold under a name of their own."""
THINGS: Mapping[tuple[str, str], str] = {
    ("shirt", "overshirt"): "overshirt", ("sweater", "cardigan"): "cardigan", ("sweater", "vest"): "vest",
    ("jacket", "quilted vest"): "vest", ("jacket", "parka"): "parka", ("jacket", "blazer"): "blazer", ("coat", "cape"): "cape",
    ("dress", "pinafore"): "pinafore", ("trousers", "leggings"): "leggings", ("trousers", "jogger"): "joggers",
    ("sandal", "slide"): "slide", ("sandal", "flip-flop"): "flip-flop", ("sandal", "espadrille"): "espadrille",
    ("tote", "bucket"): "bucket bag", ("handbag", "clutch"): "clutch", ("cap", "bucket"): "hat", ("cap", "sun hat"): "hat",
    ("cap", "visor"): "visor", ("scarf", "bandana"): "bandana", ("scarf", "snood"): "snood", ("chair", "stool"): "stool",
    ("table", "desk"): "desk", ("rug", "runner"): "runner", ("mug", "espresso"): "cup",
}  # fmt: skip
"""What people call a thing where its type is not the word."""
LETTERS = ("XS", "S", "M", "L", "XL", "XXL")
KIDS = ("4", "6", "8", "10", "12")
WAISTS = {
    "men": ("28", "30", "32", "34", "36", "38"),
    "women": ("24", "26", "28", "30", "32"),
    "unisex": ("28", "30", "32", "34", "36"),
}
SHOES = {"men": ("7", "8", "9", "9.5", "10", "11", "12", "13"), "women": ("5", "6", "7", "7.5", "8", "9", "10"),
          "unisex": ("5", "6", "7", "8", "9", "10", "11", "12"), "kids": ("11K", "12K", "13K", "1Y", "2Y", "3Y")}  # fmt: skip
FOOTWEAR = ("sneaker", "boot", "sandal", "heel", "loafer")
