package io.picklejar.conformance.notebook;

import io.picklejar.testkit.Worker;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * A JShell session that has PickleJar on its class path, as a notebook kernel keeps it. For one thread.
 *
 * <p>cloudpickle: {@code run_in_notebook} of its ipykernel tests.
 */
final class Notebook implements AutoCloseable {
    /** Where the snippets run. */
    enum Engine {
        /** In a JVM of their own, as {@code jshell} does it unless told otherwise. */
        JDI,
        /** In the JVM of the session, as kernels that embed JShell do it. */
        LOCAL
    }

    /** What became of a cell. */
    sealed interface Outcome {
        /** It ran; the value of its last expression as JShell shows it. */
        record Ok(@Nullable String value) implements Outcome {}

        /** It threw. */
        record Threw(String exceptionClass, @Nullable String message) implements Outcome {}

        /** It does not compile. */
        record Rejected(String diagnostics) implements Outcome {}

        /** It did not end in time, and was stopped. */
        record TimedOut() implements Outcome {}
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JShell shell;
    private final Path file;

    private Notebook(JShell shell, Path file) {
        this.shell = shell;
        this.file = file;
    }

    /** A fresh session. */
    static Notebook start(Engine engine) {
        JShell shell = JShell.builder()
                .executionEngine(engine.name().toLowerCase(Locale.ROOT))
                .out(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .err(System.err)
                .build();
        Worker.pickleJarClassPath().forEach(entry -> shell.addToClasspath(entry.toString()));
        try {
            return new Notebook(shell, Files.createTempFile("notebook", ".pickle"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a cell, which may hold several snippets; it has to succeed. Returns the last value as JShell shows it. */
    @Nullable
    String run(String cell) {
        Outcome outcome = run(cell, PATIENCE);
        if (outcome instanceof Outcome.Ok ok) {
            return ok.value();
        }
        throw new AssertionError(outcome + " in\n" + cell);
    }

    /** Runs a cell for this long at most; a later snippet of a cell does not run if an earlier one failed. */
    Outcome run(String cell, Duration atMost) {
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> eval(cell));
        try {
            return running.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stop(running);
            return new Outcome.TimedOut();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the session broke", e);
        }
    }

    /** Asks again until it stops: a request that comes while JShell compiles is lost. */
    private void stop(CompletableFuture<Outcome> running) {
        for (int asked = 0; asked < 100; asked++) {
            shell.stop();
            try {
                running.get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                // It goes on.
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("the session broke", e);
            }
        }
        throw new AssertionError("the cell cannot be stopped");
    }

    private Outcome eval(String cell) {
        String rest = cell;
        @Nullable String value = null;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            rest = next.remaining();
            for (SnippetEvent event : shell.eval(next.source())) {
                if (event.causeSnippet() == null) {
                    Outcome outcome = outcome(event);
                    if (!(outcome instanceof Outcome.Ok ok)) {
                        return outcome;
                    }
                    value = ok.value();
                }
            }
        }
        return new Outcome.Ok(value);
    }

    private Outcome outcome(SnippetEvent event) {
        JShellException exception = event.exception();
        if (exception instanceof EvalException thrown) {
            return new Outcome.Threw(thrown.getExceptionClassName(), thrown.getMessage());
        }
        if (event.status() == Snippet.Status.REJECTED) {
            return new Outcome.Rejected(shell.diagnostics(event.snippet())
                    .map(each -> each.getMessage(Locale.ENGLISH))
                    .collect(Collectors.joining("\n")));
        }
        return new Outcome.Ok(event.value());
    }

    /** The pickle that the session makes of an expression. */
    byte[] dumps(String expression) {
        run("java.nio.file.Files.write(java.nio.file.Path.of(\"" + literal(file)
                + "\"), io.picklejar.CloudPickle.dumps(" + expression + "));");
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Declares a variable of the session that holds what the session loads from the pickle. */
    void load(String type, String variable, byte[] pickle) {
        try {
            Files.write(file, pickle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(type + " " + variable + " = io.picklejar.CloudPickle.loads(java.nio.file.Files.readAllBytes("
                + "java.nio.file.Path.of(\"" + literal(file) + "\")));");
    }

    private static String literal(Path path) {
        return path.toString().replace(File.separator, "/");
    }

    @Override
    public void close() {
        shell.close();
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
