package io.picklejar.dynamic;

import groovy.lang.GroovyClassLoader;
import groovyjarjarasm.asm.ClassWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/** A Groovy class loader that keeps what it compiles and serves it as resources, so that scripts can be pickled. */
final class KeepingGroovyLoader extends GroovyClassLoader {
    private final Map<String, byte[]> classFiles = new ConcurrentHashMap<>();

    KeepingGroovyLoader(ClassLoader parent, CompilerConfiguration configuration) {
        super(parent, configuration);
    }

    @Override
    protected ClassCollector createCollector(CompilationUnit unit, SourceUnit source) {
        return new Collector(new InnerLoader(this), unit, source);
    }

    private final class Collector extends ClassCollector {
        Collector(InnerLoader loader, CompilationUnit unit, SourceUnit source) {
            super(loader, unit, source);
        }

        @Override
        protected Class<?> onClassNode(ClassWriter writer, ClassNode node) {
            classFiles.put(node.getName().replace('.', '/') + ".class", writer.toByteArray());
            return super.onClassNode(writer, node);
        }
    }

    /** Also asked by the loader of a single script, whose parent this one is. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] classFile = classFiles.get(name);
        return classFile == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(classFile);
    }
}
