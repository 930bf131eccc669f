package org.guidecheck.sampler.pipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Programs for the tests, written in Python. */
final class PythonProgram {
    /** Longer than any answer takes on a loaded machine. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** Functions that speak the protocol without the checks of the Python package, so that programs can violate it. */
    private static final String BARE = """
            import io, json, os, subprocess, sys, time
            import numpy as np

            def npy(array, version=(1, 0)):
                data = io.BytesIO()
                np.lib.format.write_array(data, array, version)
                return data.getvalue()

            def say(message, *arrays):
                line = json.dumps({**message, "arrays": len(arrays)}).encode() + b"\\n"
                sys.stdout.buffer.write(line + b"".join(arrays))
                sys.stdout.flush()

            def hear():
                return json.loads(sys.stdin.buffer.readline())

            def hello(name="faulty"):
                say({"say": "hello", "protocol": 1, "name": name, "offers": ["sample"]})

            def denoise(level={"alpha_bar": 0.5}, prediction="epsilon", of="both", x=np.zeros((3, 2))):
                say({"say": "denoise", "level": level, "prediction": prediction, "of": of}, npy(x))

            """;

    private PythonProgram() {
    }

    /** Command that runs lines after the functions above. */
    static String bare(Path folder, String lines) throws IOException {
        return script(folder, BARE + lines);
    }

    /** Command that runs lines that may import guidecheck. */
    static String helped(Path folder, String lines) throws IOException {
        return script(folder, "import sys\nsys.path.insert(0, '" + Path.of("src/main/python").toAbsolutePath()
                + "')\nimport numpy as np\nimport guidecheck\n" + lines);
    }

    /** Command that runs an example. */
    static String example(String arguments) {
        return "python3 src/main/python/examples/" + arguments;
    }

    private static String script(Path folder, String text) throws IOException {
        Path file = folder.resolve("program.py");
        Files.writeString(file, text);
        return "python3 '" + file + "'";
    }
}
