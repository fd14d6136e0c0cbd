"""A red flag comes before everything: before the form, before rules, whatever the intent."""

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

ALARM_SLOT = "alarm"
ASSESSMENT_ACTION = "action_give_assessment"
_ABOVE_RULES = 100


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RedFlagPolicy(Policy):
    """Predicts the assessment on the turn whose facts are an emergency; on all others it has no opinion."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The priority decides against every other policy."""
        return {"priority": _ABOVE_RULES}

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learnt: the slot that the facts set decides."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The assessment for certain when the alarm was just raised, else no prediction."""
        probabilities = self._default_predictions(domain)
        alarmed = tracker.latest_action_name == ACTION_LISTEN_NAME and bool(tracker.get_slot(ALARM_SLOT))
        if alarmed:
            probabilities[domain.index_for_action(ASSESSMENT_ACTION)] = 1.0
        # An active form is predicted "without a user", which goes before every priority: so must the alarm.
        return self._prediction(probabilities, is_no_user_prediction=alarmed)
