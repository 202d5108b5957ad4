"""Changes of authority that no model of ours sees happen."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import m2m_changed, post_delete
from django.dispatch import receiver

from .models import Classroom, User
from .revisions import raise_revisions


@receiver(post_delete, sender=Session)
def log_in_ended(instance: Session, **_: Any) -> None:
    """A log-out deletes its session; so does an admin, or a change of password elsewhere."""
    user_id = instance.get_decoded().get(SESSION_KEY)
    if user_id is not None:
        raise_revisions(User.objects.filter(pk=user_id).classroom_ids())


@receiver(m2m_changed, sender=Classroom.co_teachers.through)
def co_teachers_changed(
    instance: Classroom | User, action: str, reverse: bool, pk_set: set[int] | None, **_: Any
) -> None:
    """Someone became a co-teacher, or is none any more: seen from either side."""
    if action in {"post_add", "post_remove", "pre_clear"}:
        if isinstance(instance, Classroom):
            raise_revisions({instance.pk})
        elif action == "pre_clear":
            raise_revisions(instance.classes_along.values_list("pk", flat=True))
        else:
            raise_revisions(pk_set or set())
