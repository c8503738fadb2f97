"""The fields of a plan as a manager reads them, when she chooses what a column prints."""

FIELD_WORDS = {
    "number": "The action’s number",
    "text": "The action itself",
    "leads": "Who leads it",
    "milestones": "Its steps, with their dates",
    "timescale": "By when",
    "outcomes": "Outcomes",
    "measures": "Measures of success",
    "resources": "Resources",
    "cost": "Cost",
    "rating": "Rating",
    "progress": "The latest update",
    "evidence": "Evidence",
}
"""By field, in the order in which they are offered."""
