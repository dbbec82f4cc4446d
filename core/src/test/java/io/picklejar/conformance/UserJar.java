package io.picklejar.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar of a user, compiled for a test. */
record UserJar(Path path) {
    /**
     * Compiles the sources, by the binary name of their type, into a jar in the directory.
     *
     * @throws IllegalArgumentException with the compiler's output if they do not compile
     */
    static UserJar compile(Path directory, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> each : sources.entrySet()) {
            Path file = directory.resolve("src").resolve(each.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, each.getValue(), UTF_8));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter diagnostics = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options = List.of("--release", "17", "-g", "-proc:none", "-d", classes.toString());
            if (!compiler.getTask(diagnostics, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new IllegalArgumentException("the sources do not compile:\n" + diagnostics);
            }
        }
        Path jar = directory.resolve("user.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return new UserJar(jar);
    }

    /** A loader that has the jar and, through its parent, what the tests have. */
    URLClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {path.toUri().toURL()}, UserJar.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
