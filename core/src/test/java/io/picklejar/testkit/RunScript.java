package io.picklejar.testkit;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Classes that exist in no file: compiled from a text in memory and defined by a loader of their own, as a notebook or
 * an in-memory compiler does it. The text may hold several top-level types and a package; it sees the class path of the
 * tests.
 *
 * <pre>{@code
 * Supplier<String> greeting = RunScript.runScript("""
 *         public class Script {
 *             public static java.util.function.Supplier<String> run() { return () -> "hello"; }
 *         }
 *         """);
 * }</pre>
 *
 * <p>cloudpickle: {@code assert_run_python_script} of its test utilities. Thread-safe.
 */
public final class RunScript {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE = Pattern.compile("(?m)^[\\w\\s]*\\b(?:class|interface|enum|record)\\s+(\\w+)");

    private RunScript() {}

    /** Compiles the text and calls the static method {@code run()} of its first type. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <R extends @Nullable Object> R runScript(String source) {
        return call(compile(source), "run");
    }

    /** The first type of the text, from a fresh loader that serves class files as resources, as JShell's does. */
    public static Class<?> compile(String source) {
        return compile(source, ScriptLoader.ClassFiles.SERVED);
    }

    /** As {@link #compile(String)}, with more options for the compiler, such as {@code --release}. */
    public static Class<?> compileWith(List<String> options, String source) {
        return compile(source, ScriptLoader.ClassFiles.SERVED, options);
    }

    /** As {@link #compile(String)}, for this release of Java: for receivers that are older than this JVM. */
    public static Class<?> compileFor(int release, String source) {
        return compile(source, ScriptLoader.ClassFiles.SERVED, List.of("--release", "" + release));
    }

    /** The first type of the text, from a fresh loader that has no resources: nobody can read its class file back. */
    public static Class<?> compileWithoutClassFiles(String source) {
        return compile(source, ScriptLoader.ClassFiles.HIDDEN);
    }

    /** Calls a static method without parameters, which need not be public. What it throws comes as it is if unchecked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <R extends @Nullable Object> R call(Class<?> type, String method) {
        try {
            Method found = type.getDeclaredMethod(method);
            found.setAccessible(true);
            return (R) found.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(type.getName() + "." + method + "() threw", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot call " + type.getName() + "." + method + "()", e);
        }
    }

    private static Class<?> compile(String source, ScriptLoader.ClassFiles classFiles) {
        return compile(source, classFiles, List.of());
    }

    private static Class<?> compile(String source, ScriptLoader.ClassFiles classFiles, List<String> moreOptions) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter diagnostics = new StringWriter();
        String name = firstType(source);
        ScriptFiles files = new ScriptFiles(compiler.getStandardFileManager(null, null, null));
        List<String> options = new ArrayList<>(moreOptions);
        options.addAll(List.of("-g", "-proc:none", "-classpath", System.getProperty("java.class.path")));
        boolean compiled = compiler.getTask(
                        diagnostics, files, null, options, null, List.of(ScriptFiles.source(name, source)))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("the script does not compile:\n" + diagnostics);
        }
        try {
            ScriptLoader loader = new ScriptLoader(files.classFiles(), classFiles, RunScript.class.getClassLoader());
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the compiler wrote no " + name, e);
        }
    }

    static String firstType(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("the script declares no type:\n" + source);
        }
        Matcher inPackage = PACKAGE.matcher(source);
        return inPackage.find() ? inPackage.group(1) + "." + type.group(1) : type.group(1);
    }
}
