"""Django admin: who gets in, and what a school admin does there."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.urls import reverse

from classrooms.models import Classroom, Consent, Enrolment, Invitation, User

from .factories import ConsentFactory
from .pages import text_of

MODELS = ["user", "classroom", "enrolment", "lesson", "consent", "invitation"]


def at(page: str, *args) -> str:
    return reverse(f"admin:classrooms_{page}", args=args)


@pytest.fixture
def desk(admin_person, as_):
    """The admin's browser."""
    return as_(admin_person)


def test_the_admin_has_our_log_in_and_not_its_own(client):
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    posted = client.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert posted["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "name", ["admin:index", *(f"admin:classrooms_{m}_changelist" for m in MODELS)]
)
def test_no_one_else_gets_in(name, student, owner, as_):
    for person in (student, owner):
        answer = as_(person).get(reverse(name), follow=True)
        assert answer.status_code == 403
        assert "This is not yours to open" in text_of(answer)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(model, desk, enrolment, admin_person):
    enrolment.classroom.start_lesson("lesson")
    ConsentFactory(student=enrolment.student)
    Invitation.objects.issue(admin_person)
    assert desk.get(at(f"{model}_changelist")).status_code == 200
    rows = admin.site.get_model_admin
    for row in rows(
        next(m for m in admin.site._registry if m._meta.model_name == model)
    ).model.objects.all():
        assert desk.get(at(f"{model}_change", row.pk)).status_code == 200


def test_a_person_is_made_without_a_username_and_in_lower_case(desk):
    person = {
        "name": "Tara",
        "email": "Tara@Test.Example",
        "role": "teacher",
        "usable_password": "true",
        "password1": "Xq3-plum-42",
        "password2": "Xq3-plum-42",
    }
    assert desk.post(at("user_add"), person).status_code == 302
    tara = User.objects.get(email="tara@test.example")
    assert tara.is_teacher
    assert tara.check_password("Xq3-plum-42")


def change(desk, person: User, **fields):
    row = {"name": person.name, "email": person.email, "role": person.role, "is_active": "on"}
    return desk.post(at("user_change", person.pk), {**row, **fields})


def test_a_school_admin_may_do_everything_and_loses_all_of_it(desk, owner):
    change(desk, owner, is_staff="on")
    owner.refresh_from_db()
    assert owner.has_perm("classrooms.change_user")
    change(desk, owner)
    owner = User.objects.get(pk=owner.pk)
    assert not owner.has_perm("classrooms.change_user")


def test_an_old_address_stops_logging_in(desk, client, student):
    EmailAddress.objects.create(user=student, email=student.email, primary=True)
    old = student.email
    assert change(desk, student, email="new@test.example").status_code == 302
    login = reverse("account_login")
    entry = {"password": "a long enough password"}
    assert client.post(login, {**entry, "login": old}).status_code == 200
    assert client.post(login, {**entry, "login": "new@test.example"}).status_code == 302


def test_a_password_is_set_by_its_form(desk, student):
    new = {"usable_password": "true", "password1": "Xq3-plum-42", "password2": "Xq3-plum-42"}
    desk.post(reverse("admin:auth_user_password_change", args=[student.pk]), new)
    student.refresh_from_db()
    assert student.check_password("Xq3-plum-42")


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("make_teacher", "role", "teacher"),
        ("make_student", "role", "student"),
        ("deactivate", "is_active", False),
    ],
)
def test_actions_on_people(desk, student, co_teacher, action, field, value):
    chosen = {"action": action, "_selected_action": [student.pk, co_teacher.pk]}
    desk.post(at("user_changelist"), chosen)
    people = User.objects.filter(pk__in=[student.pk, co_teacher.pk])
    assert set(people.values_list(field, flat=True)) == {value}


def test_an_admin_cannot_switch_themselves_off(desk, admin_person):
    chosen = {"action": "deactivate", "_selected_action": [admin_person.pk]}
    desk.post(at("user_changelist"), chosen)
    admin_person.refresh_from_db()
    assert admin_person.is_active


def test_actions_on_classes(desk, classroom):
    code = classroom.join_code

    def act(action):
        desk.post(
            at("classroom_changelist"), {"action": action, "_selected_action": [classroom.pk]}
        )
        return Classroom.objects.get(pk=classroom.pk)

    classroom.start_lesson("lesson")
    assert act("archive").is_archived
    assert classroom.running_lesson is None
    assert not act("restore").is_archived
    assert act("regenerate_codes").join_code != code


def test_an_invitations_link_is_shown_once(desk, student, as_):
    asked = desk.get(at("invitation_add"))
    assert "Make a link" in text_of(asked)
    assert not Invitation.objects.exists()
    made = desk.post(at("invitation_add"))
    link = made.context["link"]
    assert link in text_of(made)
    assert "no-store" in made["Cache-Control"]
    row = Invitation.objects.get()
    for page in (at("invitation_changelist"), at("invitation_change", row.pk)):
        assert link.split("/")[-2] not in text_of(desk.get(page))
    as_(student).post(link)
    student.refresh_from_db()
    assert student.is_teacher


@pytest.mark.parametrize("model", ["lesson", "consent"])
def test_records_are_not_written_by_hand(model, desk, enrolment):
    enrolment.classroom.start_lesson("lesson")
    ConsentFactory(student=enrolment.student)
    assert desk.get(at(f"{model}_add")).status_code == 403
    row = {"lesson": enrolment.classroom.running_lesson, "consent": Consent.objects.get()}[model]
    assert desk.post(at(f"{model}_change", row.pk), {}).status_code == 403


def test_a_person_can_be_erased_with_all_that_is_theirs(desk, enrolment, student):
    ConsentFactory(student=student)
    answer = desk.post(at("user_delete", student.pk), {"post": "yes"})
    assert answer.status_code == 302
    assert not User.objects.filter(pk=student.pk).exists()
    assert not Enrolment.objects.exists()
    assert not Consent.objects.exists()
