package org.guidecheck.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.guidecheck.text.InvalidInputException;

/**
 * A run that watches a file or standard input, line by line, until it ends or time is up. With a file of states it goes
 * on where an earlier run, be it killed, had come to.
 */
public final class WatchRun {
    private static final Duration BETWEEN_STATES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int BUFFER = 1 << 16;

    private final Source source;
    private final Watch watch;
    private final Map<String, String> options;
    private final Optional<AuditPlan> audit;
    private final Consumer<String> out;
    private final long end;
    private boolean wasOpen = true;
    private long saved = System.nanoTime();
    private long savedLines;

    /**
     * Where samples come from, and for how long.
     *
     * @param file   the file; empty for standard input
     * @param state  file of states; empty to keep none
     * @param strict whether a malformed line ends the run
     * @param once   whether the end of the file is the end of the run; it is not waited for more
     * @param time   longest time of the run
     */
    public record Source(Optional<Path> file, Optional<Path> state, boolean strict, boolean once, Duration time) {
    }

    /**
     * Samples to have audited.
     *
     * @param delta half width of the interval for the share of bad samples that audits are to give, in [0.005, 0.5)
     * @param seed  of the choice
     */
    public record Audit(double delta, long seed) {
    }

    /** What a run came to, apart from what it printed. */
    public enum Outcome {
        /** No alarm, and nothing to decide or all decided well. */
        FINE,
        /** An alarm, too many bad samples, or more of them in the second group. */
        BAD,
        /** Not decided yet. */
        OPEN
    }

    /**
     * A run that has not begun.
     *
     * @param settings what is watched
     * @param column   name of the column or field of the probability
     * @param group    name of that of the group; empty for no groups
     * @param source   where samples come from
     * @param audit    samples to have audited; empty for none
     * @param out      is given lines of text as soon as there is something to say
     */
    public WatchRun(WatchSettings settings, String column, Optional<String> group, Source source,
            Optional<Audit> audit, Consumer<String> out) {
        this.source = source;
        this.out = out;
        this.audit = audit.map(each -> new AuditPlan(each.delta(), settings.alpha(), each.seed()));
        this.watch = new Watch(settings, new SampleReader(column, group), this.audit);
        this.options = settings.inWords();
        options.put("column", column);
        group.ifPresent(name -> options.put("group", name));
        this.end = System.nanoTime() + source.time().toNanos();
    }

    /**
     * Reads to the end, and prints what is known then.
     *
     * @param in standard input
     * @throws InvalidInputException if input is malformed where that is not forgiven
     * @throws IOException           if a file cannot be read or written
     */
    public void run(InputStream in) throws IOException {
        if (source.file().isEmpty() && source.state().isEmpty()) {
            readStream(in);
        } else {
            Optional<Path> copy = source.file().isPresent() ? Optional.empty()
                    : source.state().map(state -> state.resolveSibling(state.getFileName() + ".input"));
            Path file = source.file().or(() -> copy).orElseThrow();
            if (copy.isPresent()) {
                try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    readFile(file, Optional.of(new Copied(in, to)));
                }
            } else {
                if (!Files.isRegularFile(file)) {
                    throw new InvalidInputException(file.toString(),
                            Files.exists(file) ? "must be a file" : "no such file");
                }
                readFile(file, Optional.empty());
            }
        }
        WatchText.lines(watch).forEach(out);
    }

    /** Standard input that is copied to a file before it is read. */
    private record Copied(InputStream in, FileChannel to) {
        /** Copies what is there, waiting for something; false at the end. */
        boolean copy() throws IOException {
            byte[] buffer = new byte[BUFFER];
            int count = in.read(buffer);
            if (count < 0) {
                return false;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            return true;
        }
    }

    private void readStream(InputStream in) throws IOException {
        LineSplitter splitter = new LineSplitter();
        byte[] buffer = new byte[BUFFER];
        int count = in.read(buffer);
        while (count >= 0 && System.nanoTime() < end) {
            splitter.accept(buffer, count, this::accept);
            count = in.read(buffer);
        }
        splitter.end(this::accept);
    }

    private void readFile(Path path, Optional<Copied> copied) throws IOException {
        try (StateFile states = source.state().isPresent()
                ? StateFile.open(source.state().get(), options) : null) {
            Optional<StateFile.Entry> last = states == null ? Optional.empty() : states.last();
            try (WatchedFile file = new WatchedFile(path, last.map(StateFile.Entry::offset).orElse(0L))) {
                if (last.isPresent()) {
                    resume(last.get(), file, path);
                }
                boolean more = true;
                while (more) {
                    while (System.nanoTime() < end && file.read(this::accept)) {
                        save(states, file, BETWEEN_STATES);
                    }
                    save(states, file, Duration.ZERO);
                    more = System.nanoTime() < end && (copied.isPresent() ? copied.get().copy() : awaitsMore());
                }
                // A last line without an end counts, but is none of the state, as it may go on.
                file.end(this::accept);
            }
        }
    }

    private boolean awaitsMore() {
        if (source.once()) {
            return false;
        }
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void resume(StateFile.Entry last, WatchedFile file, Path path) throws IOException {
        if (file.tail(last.offset()) != last.tail()) {
            throw new InvalidInputException("", "is not the file that was watched, or was changed: its bytes before "
                    + last.offset() + " differ; name another --state to begin anew").from(path.toString());
        }
        watch.resume(last.state());
        savedLines = watch.lines();
        wasOpen = watch.decision() == PairedGroups.Decision.OPEN;
        out.accept("goes on after line " + watch.lines());
    }

    private void save(StateFile states, WatchedFile file, Duration since) throws IOException {
        long now = System.nanoTime();
        if (states != null && watch.lines() > savedLines && now - saved >= since.toNanos()) {
            states.append(new StateFile.Entry(options, file.offset(), file.tail(file.offset()), watch.state()));
            saved = now;
            savedLines = watch.lines();
        }
    }

    private void accept(Optional<String> line) {
        watch.accept(line, source.strict(), alarm -> out.accept("ALARM " + alarm));
        if (wasOpen && watch.settings().compared().isPresent()
                && watch.decision() != PairedGroups.Decision.OPEN) {
            wasOpen = false;
            out.accept("decided at line " + watch.lines() + ":");
            WatchText.comparison(watch).ifPresent(out);
        }
    }

    /** {@return number of samples of all groups} */
    public long samples() {
        return watch.samples();
    }

    /**
     * What the run came to.
     *
     * @param most largest share of bad samples that a group may have; empty if that is not asked
     * @return the outcome
     */
    public Outcome outcome(Optional<Double> most) {
        boolean isBad = watch.groups().values().stream().anyMatch(group -> group.alarms() > 0
                || most.filter(share -> group.share().lower() > share).isPresent());
        boolean isOpen = watch.groups().values().stream()
                .anyMatch(group -> most.filter(share -> group.share().upper() > share).isPresent());
        if (watch.settings().compared().isPresent()) {
            isBad = isBad || watch.decision() == PairedGroups.Decision.SECOND_HIGHER;
            isOpen = isOpen || watch.decision() == PairedGroups.Decision.OPEN;
        }
        return isBad ? Outcome.BAD : isOpen ? Outcome.OPEN : Outcome.FINE;
    }

    /**
     * Lines of CSV that name the samples to audit.
     *
     * @return a header and one line a sample; empty if none are asked for
     */
    public List<String> audited() {
        return audit.map(plan -> WatchText.audits(plan, watch)).orElse(List.of());
    }
}
