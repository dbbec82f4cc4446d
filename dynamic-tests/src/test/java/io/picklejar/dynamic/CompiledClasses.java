package io.picklejar.dynamic;

import static java.util.Objects.requireNonNull;

import io.picklejar.policy.CodeOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Classes that a compiler wrote into a directory of their own, which only their loader knows. */
final class CompiledClasses {
    private final ClassLoader loader;

    private CompiledClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** A compiler that takes a source file and a directory for class files. */
    @FunctionalInterface
    interface Compiler {
        void compile(Path source, Path classes) throws IOException;
    }

    /** A source text among the resources of the tests. */
    static String source(String name) {
        try (InputStream stream = CompiledClasses.class.getResourceAsStream("/sources/" + name)) {
            return new String(requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles a text, written to a file of this name below the directory. */
    static CompiledClasses compile(Path directory, String fileName, String source, Compiler compiler) {
        try {
            Path file = Files.writeString(directory.resolve(fileName), source);
            Path classes = Files.createTempDirectory(directory, "classes");
            compiler.compile(file, classes);
            URL[] urls = {classes.toUri().toURL()};
            return new CompiledClasses(new URLClassLoader(urls, CompiledClasses.class.getClassLoader()));
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a static method without parameters returns. */
    Object call(String className, String method) {
        try {
            return load(className).getMethod(method).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot call " + className + "." + method + "()", e);
        }
    }

    Class<?> load(String className) {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the compiler wrote no " + className, e);
        }
    }

    /** The jar of a library that the tests have. */
    static Path jarOf(String className) {
        try {
            Path path = CodeOrigin.pathOf(Class.forName(className, false, CompiledClasses.class.getClassLoader()));
            if (path == null) {
                throw new AssertionError(className + " is in no file");
            }
            return path;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
