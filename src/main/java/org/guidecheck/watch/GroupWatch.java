package org.guidecheck.watch;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.guidecheck.statistics.Interval;

/**
 * What is known of the samples of one group: the share below the limit and the mean of min(1/p, K), each with an interval
 * valid at every moment, and the detectors of a rise of either. Not thread-safe.
 */
final class GroupWatch {
    private final WatchSettings settings;
    private final double alpha;
    private final MeanSequence mean;
    private long samples;
    private long below;
    private long alarms;
    private Optional<Watched> shareDetector;
    private Optional<Watched> meanDetector = Optional.empty();

    /**
     * An alarm.
     *
     * @param quantity what has risen
     * @param usual    its usual value
     * @param number   of the alarm since the quantity rose, from 1
     */
    record Alarm(String quantity, double usual, int number) {
    }

    /** Detector of a rise of one quantity, which is a variable in [0, 1] times a scale and moved by an offset. */
    private record Watched(String quantity, double offset, double scale, RiseDetector detector, AlarmSeries series) {
        Optional<Alarm> accept(double x) {
            if (detector.accept(x)) {
                return Optional.of(new Alarm(quantity, offset + scale * detector.usual(), series.alarm()));
            }
            series.accept(x);
            return Optional.empty();
        }
    }

    /**
     * Starts without samples.
     *
     * @param settings what is watched
     * @param alpha    false-alarm rate of this group's intervals, and of what it learns as usual
     */
    GroupWatch(WatchSettings settings, double alpha) {
        this.settings = settings;
        this.alpha = alpha;
        this.mean = new MeanSequence(alpha / 2);
        this.shareDetector = settings.usualShare().map(this::ofShare);
    }

    private Watched ofShare(double usual) {
        return watched("the share below " + settings.limit(), 0, 1, usual);
    }

    private Watched ofMean(double usual) {
        return watched("the mean of min(1/p, " + settings.cap() + ")", 1, settings.cap() - 1, usual);
    }

    private Watched watched(String quantity, double offset, double scale, double usual) {
        // Two detectors, each with twice the time, together have the time that is promised.
        RiseDetector detector = new RiseDetector(usual, 2 * settings.between());
        return new Watched(quantity, offset, scale, detector, new AlarmSeries(detector));
    }

    /** Adds a probability; tells of an alarm. */
    Optional<Alarm> accept(double probability) {
        samples++;
        boolean isBelow = probability < settings.limit();
        below += isBelow ? 1 : 0;
        double reciprocal = reciprocal(probability);
        mean.accept(reciprocal);
        Optional<Alarm> alarm = shareDetector.flatMap(each -> each.accept(isBelow ? 1 : 0))
                .or(() -> meanDetector.flatMap(each -> each.accept(reciprocal)));
        if (settings.learn() > 0 && samples == settings.learn()) {
            // At least a value that is no certain event, so that there is something to rise above.
            shareDetector = shareDetector.or(() -> Optional.of(ofShare(Math.min(0.999, share().upper()))));
            meanDetector = Optional.of(ofMean(Math.min(0.999, mean.interval().upper())));
        }
        if (alarm.isPresent()) {
            alarms++;
        }
        return alarm;
    }

    /** min(1/p, K) on the scale from 0 for 1 to 1 for K. */
    private double reciprocal(double probability) {
        double capped = probability * settings.cap() <= 1 ? settings.cap() : 1 / probability;
        return (capped - 1) / (settings.cap() - 1);
    }

    long samples() {
        return samples;
    }

    long below() {
        return below;
    }

    long alarms() {
        return alarms;
    }

    /** {@return interval for the share below the limit} */
    Interval share() {
        return ShareSequence.after(below, samples, alpha / 2);
    }

    /** {@return average of min(1/p, K)} */
    double averageReciprocal() {
        return 1 + (settings.cap() - 1) * mean.average();
    }

    /** {@return interval for the mean of min(1/p, K)} */
    Interval meanReciprocal() {
        Interval unit = mean.interval();
        return new Interval(1 + (settings.cap() - 1) * unit.lower(), 1 + (settings.cap() - 1) * unit.upper());
    }

    /** {@return the detector of a rise of the share, once there is one} */
    Optional<RiseDetector> shareDetector() {
        return shareDetector.map(Watched::detector);
    }

    /** All numbers that the state consists of. */
    State state() {
        return new State(samples, below, alarms, mean.state(), Stream.of(shareDetector, meanDetector)
                .flatMap(Optional::stream).map(each -> each.detector().state()).toList());
    }

    /**
     * The state in numbers.
     *
     * @param samples number of samples
     * @param below   of these below the limit
     * @param alarms  number of alarms
     * @param mean    state of the mean
     * @param rises   states of the detectors of a rise of the share and of the mean, as far as there are any
     */
    record State(long samples, long below, long alarms, MeanSequence.Sums mean, List<RiseDetector.State> rises) {
        /** Refuses numbers that no samples have. */
        State {
            WatchState.require(samples > 0 && below >= 0 && below <= samples && alarms >= 0 && alarms <= samples
                    && mean.count() == samples && rises.size() <= 2);
        }
    }

    private static Watched resumed(DoubleFunction<Watched> fresh, RiseDetector.State state) {
        Watched watched = fresh.apply(state.usual());
        watched.detector().resume(state);
        return watched;
    }

    /** Goes on from a state that {@link #state} gave. */
    void resume(State state) {
        samples = state.samples();
        below = state.below();
        alarms = state.alarms();
        mean.resume(state.mean());
        // There is none of the mean without one of the share.
        List<RiseDetector.State> rises = state.rises();
        shareDetector = rises.stream().findFirst().map(each -> resumed(this::ofShare, each));
        meanDetector = rises.stream().skip(1).findFirst().map(each -> resumed(this::ofMean, each));
    }
}
