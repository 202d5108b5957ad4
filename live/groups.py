"""Every channel-layer group name, and nothing else."""


def hubs(class_id: int) -> str:
    """The processes that hold students of a class: roll calls and claims go here."""
    return f"class.{class_id}.hubs"


def teachers(class_id: int) -> str:
    """The processes that hold teachers of a class: its hubs' frames go here."""
    return f"class.{class_id}.teachers"
