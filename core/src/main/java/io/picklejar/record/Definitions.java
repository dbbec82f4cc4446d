package io.picklejar.record;

import java.util.List;

/** What a schema defines once and names from then on. */
final class Definitions {
    private Definitions() {}

    /**
     * A field or record component.
     *
     * @param formerNames what it was called before
     */
    record FieldDefinition(String name, List<String> formerNames, DataType type) {
        FieldDefinition {
            formerNames = List.copyOf(formerNames);
        }
    }

    /**
     * A class or record with its fields, in the order of their values.
     *
     * @param name the class name, with type arguments if it has them: what {@link DataType.RecordOf} mentions
     * @param className the binary name of the class
     * @param members the definitions that a value may be of: itself if the list is empty, and then a value says no more
     *     than whether it is null
     * @param open whether a value may be of yet another subclass, and then is a pickle
     */
    record RecordDefinition(
            String name,
            String className,
            List<String> formerNames,
            List<FieldDefinition> fields,
            List<String> members,
            boolean open) {
        RecordDefinition {
            formerNames = List.copyOf(formerNames);
            fields = List.copyOf(fields);
            members = List.copyOf(members);
        }

        /** Whether values say which class they are of. */
        boolean isUnion() {
            return open || !members.isEmpty();
        }
    }

    /** Something with a name, and what it was called before: a field, a constant of an enum. */
    record Named(String name, List<String> formerNames) {
        Named {
            formerNames = List.copyOf(formerNames);
        }
    }

    /** An enum with its constants, in the order of their numbers. */
    record EnumDefinition(String className, List<String> formerNames, List<Named> constants) {
        EnumDefinition {
            formerNames = List.copyOf(formerNames);
            constants = List.copyOf(constants);
        }
    }
}
