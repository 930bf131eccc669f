package org.guidecheck.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A master and two workers of one core each, processes of this machine on its loopback address. */
final class StandaloneCluster implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<Path> links = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** Starts the processes. */
    StandaloneCluster(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // Workers take the class path of executors from this folder.
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (String entry : Pattern.compile(File.pathSeparator).splitAsStream(System.getProperty("java.class.path"))
                .toList()) {
            if (entry.endsWith(".jar")) {
                links.add(Files.createSymbolicLink(jars.resolve(Path.of(entry).getFileName()), Path.of(entry)));
            }
        }
        start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port",
                Integer.toString(port),
                "--webui-port", "0");
        for (int worker = 0; worker < 2; worker++) {
            start("worker-" + worker, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                    "--memory", "1g", "--webui-port", "0", "--work-dir", folder.resolve("work-" + worker).toString(),
                    master());
        }
    }

    private void start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        processes.add(builder.start());
    }

    /** The address of the master. */
    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills a worker and its executor, as if the machine were lost. */
    void kill(int worker) {
        Process process = processes.get(1 + worker);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        processes.forEach(process -> process.onExit().join());
        links.forEach(link -> link.toFile().delete());
    }
}
