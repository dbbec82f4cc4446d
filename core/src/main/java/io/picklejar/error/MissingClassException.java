package io.picklejar.error;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Classes that a pickle refers to by name are not to be found at the receiver; lists all of them. */
public final class MissingClassException extends UnpicklingException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings, which is serializable
    private final List<String> missing;

    /**
     * Makes the exception for all classes that are missing.
     *
     * @param missing binary names, at least one
     * @param referenceLoader the loader that was asked, as text
     */
    public MissingClassException(Collection<String> missing, String referenceLoader) {
        super(Problem.MISSING_CLASS, message(new TreeSet<>(missing), referenceLoader), null);
        this.missing = List.copyOf(new TreeSet<>(missing));
    }

    private static String message(Collection<String> missing, String referenceLoader) {
        String rules = missing.stream()
                .map(name -> ".byValue(ClassRule.className(\"" + name + "\"))")
                .reduce("", String::concat);
        return "missing at the receiver (" + referenceLoader + "): " + String.join(", ", missing)
                + "; put the jar on the receiver's class path, or ship the code when pickling: PickleJar.builder()"
                + rules + ".build()";
    }

    /** The binary names of all missing classes, sorted. */
    public List<String> missing() {
        return missing;
    }
}
