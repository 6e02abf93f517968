"""The public's Chinese words for routes of volumes, sides, and what is found."""

from __future__ import annotations

ROUTES = {"isbn": "公开出版"}  # the others are on no page

SIDES = ("正面", "背面")

FOUND = {
    "people": "人物",
    "interviews": "访谈",
    "column": "专栏",
    "places": "地点",
    "units": "部队与单位",
    "events": "事件",
    "honours": "荣誉",
    "items": "实物",
    "volumes": "图书",
    "text": "口述原话",
}

FACETS = {"people": "口述者", "places": "谈到的地点", "units": "谈到的部队与单位", "events": "谈到的事件", "years": "访谈年份"}
