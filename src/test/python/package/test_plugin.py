"""The plugin of pytest, in runs of its own."""

PASSING_AND_FAILING = """
    import numpy as np

    def sample(denoiser, n, dimension, rng):
        return denoiser.x0(rng.standard_normal((n, dimension)), alpha_bar=0.5)

    def test_right(guard):
        report = guard(sample, claims=["sampler.deterministic"])
        assert report.results["runs"][0]["command"].count("--effort quick") == 1
        report.assert_holds()

    def test_wrong(guard):
        def wrong(denoiser, n, dimension):
            return sample(denoiser, n, dimension, np.random.default_rng())
        guard(wrong, None, weights=1, claims=["sampler.deterministic"]).assert_holds()

    def test_two(guard):
        for _ in range(2):
            guard(sample, claims=["sampler.cost"], effort="normal")
"""


def test_fixture_report_and_summary(pytester, plugin_arguments):
    pytester.makepyfile(PASSING_AND_FAILING)
    ran = pytester.runpytest(*plugin_arguments, "--guidecheck-report=kept")
    ran.assert_outcomes(passed=2, failed=1)
    name = "test_fixture_report_and_summary.py"
    ran.stdout.fnmatch_lines_random([
        "E       AssertionError: sampler 'test_wrong': 1 of 1 claims fail",
        "E         sampler.deterministic REFUTED: *",
        f"E       replay: pytest {name}::test_wrong  (or guidecheck.guard(sample, steps=50, weights=1, effort='quick', "
        "seed=1, claims=[[]'sampler.deterministic'], alpha=1e-06))",
        "*samplers guarded by guidecheck*",
        f"test_right: 1 HOLDS  kept/{name}-test_right/report.html",
        f"test_wrong: 1 REFUTED  kept/{name}-test_wrong/report.html",
        f"test_two-2: 1 HOLDS  kept/{name}-test_two-2/report.html",
    ])
    # A failure shows the user's line, not the package's.
    assert "_report.py" not in ran.stdout.str()
    folders = sorted((pytester.path / "kept").iterdir())
    assert [each.name for each in folders] == [f"{name}-{each}" for each in
                                               ("test_right", "test_two", "test_two-2", "test_wrong")]
    assert all((each / "report.html").is_file() and (each / "results.json").is_file() for each in folders)


def test_is_silent_where_nothing_is_guarded(pytester, plugin_arguments):
    pytester.makepyfile("def test_nothing(): pass")
    ran = pytester.runpytest(*plugin_arguments)
    ran.assert_outcomes(passed=1)
    assert "guidecheck" not in "".join(line for line in ran.stdout.lines if not line.startswith("plugins"))
