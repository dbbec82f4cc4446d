package io.picklejar.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program {@code picklejar-shell}: the JDK's own JShell, whose snippets find Flink and PickleJar on their class path and
 * an environment {@code env} of a running cluster, see {@link Session}. What is typed, records, methods, variables, lambdas,
 * travels to the cluster by value.
 *
 * <p>JShell runs the snippets in a JVM of its own, with the options and class path that this program hands on.
 */
@Command(
        name = "picklejar-shell",
        mixinStandardHelpOptions = true,
        version = "picklejar-shell 0.1.0-SNAPSHOT",
        description = {
            "JShell against a Flink cluster that has none of your classes.",
            "",
            "Snippets find PickleJar and Flink on the class path, an environment env, and show(stream),"
                    + " which runs a job and prints its records as a table."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the session ended", "1:JShell could not start", "2:the command line is wrong"})
public final class PickleShell implements Callable<Integer> {
    /** Null: the terminal. */
    private final @Nullable InputStream in;

    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "host:port",
            converter = Address.Converter.class,
            description =
                    "The REST endpoint of a running cluster. Without it the session starts one of its own, with two"
                            + " TaskManagers of two slots, in the JVM of the snippets.")
    private @Nullable Address address;

    @Option(
            names = {"-c", "--class-path"},
            paramLabel = "<path>",
            description = "Jars and folders for the snippets, as the java launcher takes them. They travel by value.")
    private String classPath = "";

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "<n>",
            description = "Of jobs that do not say it themselves; default: ${DEFAULT-VALUE}.")
    private int parallelism = 2;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "<file>",
            description = "Snippets to run first. May be given more than once.")
    private List<Path> files = new ArrayList<>();

    private PickleShell(@Nullable InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Runs the program; ends this JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PickleShell(null, System.out)).execute(arguments));
    }

    /**
     * Runs a session that reads its snippets from a stream until that ends or says {@code /exit}.
     *
     * @return the exit code
     */
    public static int run(InputStream in, PrintStream out, String... arguments) {
        return new CommandLine(new PickleShell(in, out)).execute(arguments);
    }

    /** For picocli. */
    @Override
    public Integer call() throws Exception {
        Path startup = startup();
        try {
            JavaShellToolBuilder shell = JavaShellToolBuilder.builder().out(out).err(out);
            if (in != null) {
                shell.in(in, null).interactiveTerminal(false);
            }
            return shell.start(arguments(startup).toArray(new String[0]));
        } finally {
            Files.delete(startup);
        }
    }

    private List<String> arguments(Path startup) {
        List<String> arguments = new ArrayList<>(List.of("--class-path", fullClassPath()));
        arguments.addAll(List.of("--startup", "DEFAULT", "--startup", startup.toString()));
        arguments.add("-R-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        arguments.add("-R-D" + Session.PARALLELISM + "=" + parallelism);
        if (address != null) {
            arguments.add("-R-D" + Session.ADDRESS + "=" + address);
        }
        files.forEach(file -> arguments.add(file.toString()));
        if (!files.isEmpty()) {
            // Then go on with what is typed.
            arguments.add("-");
        }
        return arguments;
    }

    private String fullClassPath() {
        return Stream.of(System.getProperty("java.class.path"), classPath)
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** JShell takes its startup snippets from files only. */
    private static Path startup() throws IOException {
        Path file = Files.createTempFile("picklejar-shell", ".jsh");
        try (InputStream snippets = PickleShell.class.getResourceAsStream("startup.jsh")) {
            if (snippets == null) {
                throw new IOException("startup.jsh is not in the jar");
            }
            Files.copy(snippets, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
