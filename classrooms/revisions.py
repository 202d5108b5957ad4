"""Writers that raise the revision of every class they touch, in their own transaction.

A class's revision is how the live side learns, within about a second and without Redis, that
authority, the roster, the policy or the lesson changed. These two base classes make that a
property of writing at all: ``save``, ``delete``, ``update``, ``bulk_create`` and ``bulk_update``
raise it, so a view, the admin, an import and a command cannot forget to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


def raise_revisions(classroom_ids: Iterable[int]) -> None:
    """Tell the live side that something about these classes changed."""
    from .models import Classroom

    ids = set(classroom_ids)
    if ids:
        # A plain queryset: the class's own would come back here.
        models.QuerySet(Classroom).filter(pk__in=ids).update(revision=F("revision") + 1)


class RevisedQuerySet(models.QuerySet[Row_co]):
    """A queryset whose writes raise revisions. Subclasses say which classes its rows concern."""

    def classroom_ids(self) -> set[int]:
        raise NotImplementedError

    def concerns(self, fields: Iterable[str]) -> bool:
        revised = getattr(self.model, "revised_fields", None)
        return revised is None or not revised.isdisjoint(fields)

    def update(self, **values: Any) -> int:
        if not self.concerns(values):
            return super().update(**values)
        with transaction.atomic():
            pks = list(self.values_list("pk", flat=True))
            rows: RevisedQuerySet[Row_co] = self.model._default_manager.filter(pk__in=pks)  # type: ignore[assignment]
            concerned = rows.classroom_ids()
            count = super().update(**values)
            raise_revisions(concerned | rows.classroom_ids())
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            concerned = self.classroom_ids()
            deleted = super().delete()
            raise_revisions(concerned)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row_co], *args: Any, **options: Any) -> list[Row_co]:
        with transaction.atomic():
            created = super().bulk_create(objs, *args, **options)
            rows = self.model._default_manager.filter(pk__in=[row.pk for row in created if row.pk])
            # Rows whose conflicts were ignored come back without a key: ask the objects too.
            named = {row.classroom_id for row in created if hasattr(row, "classroom_id")}
            raise_revisions(rows.classroom_ids() | named)  # type: ignore[attr-defined]
        return created


class RevisedModel(models.Model):
    """A model whose instances raise revisions when they are saved or deleted.

    ``revised_fields``, where a model names them, are the only ones that matter to the live side:
    the time of a log-in, for one, does not.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        named = options.get("update_fields")
        if named is not None and not self._stored().concerns(named):
            super().save(*args, **options)
            return
        with transaction.atomic():
            concerned = self._stored().classroom_ids() if self.pk else set()
            super().save(*args, **options)
            raise_revisions(concerned | self._stored().classroom_ids())

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            concerned = self._stored().classroom_ids()
            deleted = super().delete(*args, **options)
            raise_revisions(concerned)
        return deleted

    def _stored(self) -> RevisedQuerySet[Any]:
        rows: RevisedQuerySet[Any] = type(self)._default_manager.filter(pk=self.pk)  # type: ignore[assignment]
        return rows
