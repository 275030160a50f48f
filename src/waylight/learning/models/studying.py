"""How far somebody is: kept by the day, without times, scores, language or tries."""

from django.db import models
from django.db.models import Q

from .base import Identified, InArea, course_id, version_id
from .roster import Learner, OfLearner


class Registration(Identified, OfLearner):
    """One going-through of a course. A refresher is a new one, never a reset of the last."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="registrations")
    course_id = course_id()
    version_id = version_id()
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_id"],
                condition=Q(ended_on__isnull=True),
                name="one_open_registration_per_course",
            )
        ]


class LessonDone(models.Model):
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="lessons_done")
    lesson_id = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "lesson_id"], name="a_lesson_is_done_once")
        ]


class CheckAttempt(models.Model):
    """That a check was tried, and whether it was passed. What was answered is not kept."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attempts")
    on = models.DateField()
    passed = models.BooleanField()


class QuestionCount(InArea):
    """How often a question was asked in somebody's first attempt, and missed: of everybody together."""

    course_id = course_id()
    version_id = version_id()
    question_id = models.CharField(max_length=80)
    asked = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "course_id", "version_id", "question_id"], name="one_count_per_question"
            )
        ]
