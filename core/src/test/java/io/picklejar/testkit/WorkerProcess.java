package io.picklejar.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process, the connection and the files of a {@link Worker}. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final Socket socket;
    private final WorkerFrames frames;
    private final WorkerClassPath classPath;
    private final WorkerFiles files;

    private WorkerProcess(
            Process process, Socket socket, WorkerFrames frames, WorkerClassPath classPath, WorkerFiles files) {
        this.process = process;
        this.socket = socket;
        this.frames = frames;
        this.classPath = classPath;
        this.files = files;
    }

    static WorkerProcess start(Path jdk, List<String> jvmArguments, WorkerClassPath classPath, Duration patience) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(Math.toIntExact(patience.toMillis()));
            WorkerFiles files = WorkerFiles.create(WorkerMain.class, WorkerFrames.class, WorkerFrames.Message.class);
            List<String> command = new ArrayList<>();
            command.add(jdk.resolve("bin").resolve("java").toString());
            // Quick to start and small, as many run beside each other; later arguments override these.
            command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
            command.addAll(jvmArguments);
            command.addAll(List.of("-cp", classPath.commandLine(files.classes()), WorkerMain.class.getName()));
            command.add(String.valueOf(server.getLocalPort()));

            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(files.stdoutFile())
                    .redirectError(files.stderrFile());
            // They announce themselves on standard error.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            Process process = builder.start();
            // A child that dies before it connects ends the wait.
            CompletableFuture<Void> whenDead = process.onExit().thenRun(() -> closeQuietly(server));
            try {
                return connect(server, process, classPath, files, patience);
            } finally {
                whenDead.cancel(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a worker on " + jdk, e);
        }
    }

    private static WorkerProcess connect(
            ServerSocket server, Process process, WorkerClassPath classPath, WorkerFiles files, Duration patience)
            throws IOException {
        Socket socket;
        try {
            socket = server.accept();
        } catch (IOException e) {
            String message = died("the worker did not start", process, files);
            files.close();
            throw new IllegalStateException(message, e);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        WorkerFrames frames = new WorkerFrames(
                new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
        return new WorkerProcess(process, socket, frames, classPath, files);
    }

    synchronized List<byte[]> ask(String operation, byte[]... parts) {
        WorkerFrames.Message answer;
        try {
            frames.write(operation, parts);
            answer = frames.read();
        } catch (IOException e) {
            throw new IllegalStateException(died("the worker did not answer '" + operation + "'", process, files), e);
        }
        if (answer.word().equals("failed")) {
            throw new WorkerException(
                    new String(answer.part(0), UTF_8),
                    new String(answer.part(1), UTF_8),
                    new String(answer.part(2), UTF_8));
        }
        return answer.parts();
    }

    WorkerClassPath classPath() {
        return classPath;
    }

    String stderr() {
        return files.stderr();
    }

    String stdout() {
        return files.stdout();
    }

    @Override
    public void close() {
        closeQuietly(socket);
        process.destroy();
        process.onExit().join();
        files.close();
    }

    /** Ends the child, which is of no use any more, and says what it said. */
    private static String died(String what, Process process, WorkerFiles files) {
        boolean ended = waitForEnd(process);
        process.destroyForcibly();
        int exitCode = process.onExit().join().exitValue();
        String fate = ended ? "exit code " + exitCode : "it was alive but silent";
        return what + ": " + fate + "; its output:\n" + files.stdout() + files.stderr();
    }

    /** A connection that breaks is seen a little before the end of the process. */
    private static boolean waitForEnd(Process process) {
        try {
            return process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing is left to be done with it.
            return;
        }
    }
}
