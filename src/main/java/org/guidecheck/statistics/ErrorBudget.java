package org.guidecheck.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ledger of a false-alarm rate α and of how it is split among decisions. By the union bound, decisions that each raise
 * a false alarm with probability at most their share raise any with probability at most the sum of the shares, which
 * never exceeds the rate of the root.
 *
 * <p>The first call fixes how a budget is used: divided among children ({@link #child}, {@link #evenly}), spent on a
 * sequence of decisions of unknown length ({@link #spend}), or spent at once ({@link #spendAll}). Thread-safe.
 */
public final class ErrorBudget {

    /** Default false-alarm rate of a whole run. */
    public static final double DEFAULT_ALPHA = 1e-6;

    /** Ten tenths sum to 1 only up to rounding. */
    private static final double FRACTION_ROUNDING = 1e-12;

    private enum Use {
        NONE, DIVIDED, SEQUENCE, ALL
    }

    /**
     * One decision and its share.
     *
     * @param name  path of the budget and the decision, separated by slashes
     * @param alpha false-alarm rate, in (0, 1)
     */
    public record Entry(String name, double alpha) {
    }

    private final String path;
    private final double alpha;
    /** One lock for the whole tree, so that a ledger is never read half written. */
    private final Object lock;
    private final List<ErrorBudget> children = new ArrayList<>();
    private final Map<String, Double> fractions = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private Use use = Use.NONE;

    private ErrorBudget(String path, double alpha, Object lock) {
        this.path = path;
        this.alpha = alpha;
        this.lock = lock;
    }

    /**
     * Budget of a whole run.
     *
     * @param alpha false-alarm rate, in (0, 1)
     * @return the root, named {@code run}
     */
    public static ErrorBudget of(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha=" + alpha + ": must be in (0, 1)");
        }
        return new ErrorBudget("run", alpha, new Object());
    }

    /** {@return the false-alarm rate of this budget, spent or not, in (0, 1)} */
    public double alpha() {
        return alpha;
    }

    /**
     * Sets aside a part of this budget.
     *
     * @param name     purpose of the part, not blank and not yet used here
     * @param fraction share of this budget, in (0, 1]
     * @return the part
     * @throws IllegalStateException if the fractions would sum to more than 1, or the budget is used in another way
     */
    public ErrorBudget child(String name, double fraction) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name=" + name + ": must not be blank");
        }
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction=" + fraction + ": must be in (0, 1]");
        }
        synchronized (lock) {
            useFor(Use.DIVIDED);
            if (fractions.containsKey(name)) {
                throw new IllegalArgumentException("name=" + name
                        + ": must be new, but " + path + " has a part of this name");
            }
            double sum = fraction + fractions.values().stream().mapToDouble(Double::doubleValue).sum();
            if (!(sum <= 1 + FRACTION_ROUNDING)) {
                throw new IllegalStateException("fraction=" + fraction + " for " + name + ": the fractions of "
                        + path + " must sum to at most 1, and it has given " + fractions);
            }
            fractions.put(name, fraction);
            ErrorBudget child = new ErrorBudget(path + "/" + name, alpha * fraction, lock);
            children.add(child);
            return child;
        }
    }

    /**
     * Divides the whole budget into equal parts, named 1, 2 and so on.
     *
     * @param count number of parts, at least 1
     * @return the parts
     * @throws IllegalStateException if any of this budget is set aside or spent already
     */
    public List<ErrorBudget> evenly(int count) {
        if (!(count >= 1)) {
            throw new IllegalArgumentException("count=" + count + ": must be at least 1");
        }
        synchronized (lock) {
            useFor(Use.DIVIDED);
            if (!fractions.isEmpty()) {
                throw new IllegalStateException("count=" + count + ": only an unused budget divides evenly, and "
                        + path + " has given " + fractions);
            }
            return IntStream.rangeClosed(1, count)
                    .mapToObj(i -> child(Integer.toString(i), 1.0 / count))
                    .toList();
        }
    }

    /**
     * Spends a share on the next decision of a sequence of unknown length: the k-th gets α/(k(k + 1)). These shares sum
     * to α.
     *
     * @param decision name of the decision
     * @return its false-alarm rate, in (0, 1)
     * @throws IllegalStateException if the budget is used in another way
     */
    public double spend(String decision) {
        synchronized (lock) {
            useFor(Use.SEQUENCE);
            double k = entries.size() + 1.0;
            return record(decision, alpha / (k * (k + 1)));
        }
    }

    /**
     * Spends the whole budget on one decision.
     *
     * @param decision name of the decision
     * @return its false-alarm rate, in (0, 1)
     * @throws IllegalStateException if any of this budget is set aside or spent already
     */
    public double spendAll(String decision) {
        synchronized (lock) {
            if (use == Use.ALL) {
                throw new IllegalStateException("decision=" + decision + ": " + path + " is already spent: " + entries);
            }
            useFor(Use.ALL);
            return record(decision, alpha);
        }
    }

    /** {@return the sum of the ledger, at most {@link #alpha()} up to rounding} */
    public double spent() {
        return ledger().stream().mapToDouble(Entry::alpha).sum();
    }

    /**
     * The decisions paid from this budget and then from each part, in the order of the parts.
     *
     * @return an unmodifiable copy
     */
    public List<Entry> ledger() {
        synchronized (lock) {
            List<Entry> all = new ArrayList<>(entries);
            for (ErrorBudget child : children) {
                all.addAll(child.ledger());
            }
            return List.copyOf(all);
        }
    }

    /** Path, rate and amount spent. */
    @Override
    public String toString() {
        return path + ": alpha=" + alpha + ", spent=" + spent();
    }

    private double record(String decision, double share) {
        entries.add(new Entry(path + "/" + decision, share));
        return share;
    }

    private void useFor(Use wanted) {
        if (use != Use.NONE && use != wanted) {
            throw new IllegalStateException("use=" + wanted + ": " + path + " is used as " + use + " already");
        }
        use = wanted;
    }
}
