"""Addresses of the plan, its actions and their updates, below ``/boards/<slug>/``."""

from django.urls import path

from priorities.urls_editing import editing
from priorities.urls_importing import importing
from priorities.urls_rounds import rounds
from priorities.views import action, evidence, log, mine, plan, review, update, word_forms
from priorities.views.editing import beginning

app_name = "priorities"

urlpatterns = [
    *editing,
    *importing,
    *rounds,
    path("plan/", plan.plan_current, name="plan-current"),
    path("plans/new/", beginning.plan_add, name="plan-add"),
    path("plans/<slug:plan_slug>/", plan.plan_detail, name="plan-detail"),
    path("plans/<slug:plan_slug>/export.json", plan.plan_export, name="plan-export"),
    path("actions/<int:pk>/", action.action_detail, name="action-detail"),
    path("actions/<int:pk>/update/", update.action_update, name="action-update"),
    path("actions/<int:pk>/draft/", update.action_draft, name="action-draft"),
    path("updates/", mine.update_list, name="update-list"),
    path("updates/all/", mine.update_all, name="update-all"),
    path("updates/all/draft/", mine.update_all_draft, name="update-all-draft"),
    path("updates/reviews/", review.review_list, name="review-list"),
    path("updates/forms/", word_forms.word_form_list, name="word-form-list"),
    path("updates/forms/returned/", word_forms.word_form_returned, name="word-form-returned"),
    path("updates/forms/<int:pk>/form.docx", word_forms.word_form_file, name="word-form-file"),
    path("updates/<int:pk>/taking-back/", update.update_take_back, name="update-take-back"),
    path("updates/<int:pk>/undoing/", review.update_void, name="update-void"),
    path("log/", log.log, name="log"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence-file"),
]
