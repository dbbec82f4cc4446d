package io.picklejar.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A jar of user code, compiled from texts: for code that only the origin has, that both sides have, or of which they have
 * two versions.
 *
 * @param path the jar file
 */
public record UserJar(Path path) {
    /**
     * Compiles the texts, one public type each, for Java 17.
     *
     * @param path where the jar is written
     * @param classPath jars that the texts see, besides the tests' own class path
     */
    public static UserJar compile(Path path, List<UserJar> classPath, String... sources) {
        return compile(17, path, classPath, sources);
    }

    /** As {@link #compile(Path, List, String...)}, for this release of Java. */
    public static UserJar compile(int release, Path path, List<UserJar> classPath, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter diagnostics = new StringWriter();
        ScriptFiles files = new ScriptFiles(compiler.getStandardFileManager(null, null, null));
        String classPathText = Stream.concat(
                        classPath.stream().map(jar -> jar.path().toString()),
                        Stream.of(System.getProperty("java.class.path")))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options = List.of("-g", "-proc:none", "--release", "" + release, "-classpath", classPathText);
        List<JavaFileObject> texts = Arrays.stream(sources)
                .map(source -> ScriptFiles.source(RunScript.firstType(source), source))
                .toList();
        if (!compiler.getTask(diagnostics, files, null, options, null, texts).call()) {
            throw new IllegalArgumentException("the jar does not compile:\n" + diagnostics);
        }
        write(path, files.classFiles());
        return new UserJar(path);
    }

    private static void write(Path path, Map<String, byte[]> classFiles) {
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : new TreeMap<>(classFiles).entrySet()) {
                jar.putNextEntry(new JarEntry(each.getKey().replace('.', '/') + ".class"));
                jar.write(each.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + path, e);
        }
    }

    /** A loader of these jars whose parent has the tests' classes. */
    public static URLClassLoader loader(UserJar... jars) {
        return loader(UserJar.class.getClassLoader(), jars);
    }

    /** A loader of these jars with this parent. */
    public static URLClassLoader loader(ClassLoader parent, UserJar... jars) {
        List<URL> urls = new ArrayList<>();
        for (UserJar jar : jars) {
            try {
                urls.add(jar.path().toUri().toURL());
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), parent);
    }

    /** Loads a class of a jar. */
    public static Class<?> load(ClassLoader loader, String binaryName) {
        try {
            return Class.forName(binaryName, false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no class " + binaryName, e);
        }
    }
}
