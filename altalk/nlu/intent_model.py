"""The statistical model behind the intents, free of Rasa so that pipelines can be compared."""

from typing import Any

from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

_MOST_RANKED = 10


def new_model() -> Pipeline:
    """An untrained model on texts of `described`: word and character n-grams, a linear classifier, calibrated."""
    words = TfidfVectorizer(
        token_pattern=r"\S+",  # noqa: S106  # a pattern, no password
        ngram_range=(1, 2),
        sublinear_tf=True,
    )
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    # Calibration makes the confidence mean something, so that a fallback threshold does too.
    classifier = CalibratedClassifierCV(LinearSVC(C=1.0), cv=3, ensemble=False)
    return make_pipeline(make_union(words, characters), classifier)


def ranked(model: Pipeline, text: str) -> list[dict[str, Any]]:
    """The most probable intents, each with its confidence, the first first."""
    confidences = model.predict_proba([text])[0]
    order = confidences.argsort()[::-1][:_MOST_RANKED]
    return [{"name": str(model.classes_[index]), "confidence": float(confidences[index])} for index in order]
