"""The addresses of what lasts."""

from django.urls import path

from .views import classes, home, invitations, joining, lessons, students

app_name = "classrooms"
urlpatterns = [
    path("", home.home, name="home"),
    path("join/", joining.join, name="join"),
    path("join/<str:code>/", joining.join, name="join"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("classes/new/", classes.new, name="new_class"),
    path("classes/<slug:key>/", classes.class_page, name="class"),
    path("classes/<slug:key>/projector/", classes.projector, name="projector"),
    path("classes/<slug:key>/rename/", classes.rename, name="rename"),
    path("classes/<slug:key>/archive/", classes.archive, name="archive"),
    path("classes/<slug:key>/restore/", classes.restore, name="restore"),
    path("classes/<slug:key>/analysis/", classes.analysis, name="analysis"),
    path("classes/<slug:key>/code/regenerate/", classes.regenerate_code, name="regenerate_code"),
    path("classes/<slug:key>/code/open/", classes.open_code, name="open_code"),
    path("classes/<slug:key>/code/close/", classes.close_code, name="close_code"),
    path("classes/<slug:key>/co-teachers/add/", classes.add_co_teacher, name="add_co_teacher"),
    path(
        "classes/<slug:key>/co-teachers/<int:person>/remove/",
        classes.remove_co_teacher,
        name="remove_co_teacher",
    ),
    path("classes/<slug:key>/students/<slug:enrolment>/remove/", students.remove, name="remove"),
    path("classes/<slug:key>/students/<slug:enrolment>/block/", students.block, name="block"),
    path("classes/<slug:key>/students/<slug:enrolment>/unblock/", students.unblock, name="unblock"),
    path("classes/<slug:key>/lesson/start/", lessons.start, name="start_lesson"),
    path("classes/<slug:key>/lesson/end/", lessons.end, name="end_lesson"),
]
