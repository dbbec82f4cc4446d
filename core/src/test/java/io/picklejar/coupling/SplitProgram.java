package io.picklejar.coupling;

import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import io.picklejar.testkit.RunScript;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A program of which a part is in a jar that the receiver has, and the rest in one that it has not. At the origin one
 * loader has both, so that classes of one package are of one run-time package there.
 */
final class SplitProgram {
    private static final Pattern UNIT = Pattern.compile("(?m)^(?=package )");
    private static final Pattern NAME = Pattern.compile(
            "(?s)package ([\\w.]+);.*?^(?:(?:public|abstract|final|sealed|non-sealed) )*(?:class|interface|record|enum) (\\w+)",
            Pattern.MULTILINE);

    private final Path referenceJar;
    private final Path valueJar;
    private final URLClassLoader loader;

    /**
     * Compiles the sources.
     *
     * @param directory for the jars
     * @param byReference which classes the receiver has, by binary name
     * @param sources compilation units, each beginning with {@code package}, one or more in a text
     */
    SplitProgram(Path directory, Predicate<String> byReference, String... sources) {
        try {
            Path classes = Files.createTempDirectory(directory, "classes");
            compile(classes, sources);
            referenceJar = directory.resolve("reference.jar");
            valueJar = directory.resolve("value.jar");
            write(referenceJar, classes, byReference);
            write(valueJar, classes, byReference.negate());
            URL[] urls = {referenceJar.toUri().toURL(), valueJar.toUri().toURL()};
            loader = new URLClassLoader("program", urls, SplitProgram.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar that the receiver has. */
    Path referenceJar() {
        return referenceJar;
    }

    /** Ships what the receiver has not. */
    PickleJar.Builder jar() {
        return PickleJar.builder().classLoader(loader).byValue(ClassRule.codeSource(valueJar));
    }

    /** What the static method {@code job()} of the class returns. */
    Object job(String className) {
        return RunScript.call(type(className), "job");
    }

    Class<?> type(String className) {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className, e);
        }
    }

    private static void compile(Path to, String... sources) {
        List<JavaFileObject> units = new ArrayList<>();
        Arrays.stream(sources)
                .flatMap(UNIT::splitAsStream)
                .filter(each -> !each.isBlank())
                .forEach(unit -> units.add(source(unit)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter diagnostics = new StringWriter();
        List<String> options = List.of("-g", "-proc:none", "--release", "17", "-d", to.toString());
        if (!compiler.getTask(diagnostics, null, null, options, null, units).call()) {
            throw new IllegalArgumentException("the program does not compile:\n" + diagnostics);
        }
    }

    private static JavaFileObject source(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.find()) {
            throw new IllegalArgumentException("no type in:\n" + text);
        }
        String path = name.group(1).replace('.', '/') + "/" + name.group(2) + ".java";
        return new SimpleJavaFileObject(URI.create("program:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static void write(Path jar, Path classes, Predicate<String> wanted) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String entry = classes.relativize(file).toString();
                if (wanted.test(entry.replaceFirst("\\.class$", "").replace('/', '.'))) {
                    out.putNextEntry(new JarEntry(entry));
                    out.write(Files.readAllBytes(file));
                    out.closeEntry();
                }
            }
        }
    }
}
