"""The exception of this package."""


class GuidecheckError(RuntimeError):
    """guidecheck could not judge a sampler: Java is missing or has ended early. One line that says what to do."""
