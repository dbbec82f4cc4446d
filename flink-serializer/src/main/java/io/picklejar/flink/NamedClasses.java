package io.picklejar.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds classes that exist already, those of a pickle, by their names. They come before classes of the same name that
 * its parent has: the serializers of a job use the ones that travelled.
 */
final class NamedClasses extends ClassLoader {
    private final Map<String, Class<?>> classes = new HashMap<>();

    NamedClasses(ClassLoader parent, List<Class<?>> classes) {
        super(parent);
        classes.forEach(type -> this.classes.put(type.getName(), type));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> type = classes.get(name);
        return type != null ? type : super.loadClass(name, resolve);
    }
}
