package io.picklejar.record;

import io.picklejar.record.Definitions.EnumDefinition;
import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.Named;
import io.picklejar.record.Definitions.RecordDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two schemas of a type, field by field. Compatible are: fields added (they get what the constructor without
 * parameters gives them, else zero or null), removed, in another order, renamed by {@link FormerNames}, widened without
 * loss, in a box or out of it (null becomes zero); enum constants and known subclasses added; a class made a record and
 * back; a collection declared as one of its supertypes.
 */
final class SchemaEvolution {
    /** Ends the comparison. Carries no stack trace. */
    private static final class IncompatibleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IncompatibleException(String reason) {
            super(reason, null, false, false);
        }
    }

    private final RecordSchema before;
    private final RecordSchema after;
    private final Set<String> compared = new HashSet<>();
    private boolean migrates;

    private SchemaEvolution(RecordSchema before, RecordSchema after) {
        this.before = before;
        this.after = after;
    }

    static Evolution between(RecordSchema before, RecordSchema after) {
        SchemaEvolution evolution = new SchemaEvolution(before, after);
        try {
            evolution.compare(before.root(), after.root(), "the type");
        } catch (IncompatibleException e) {
            return new Evolution(Evolution.Kind.INCOMPATIBLE, String.valueOf(e.getMessage()));
        }
        return new Evolution(evolution.migrates ? Evolution.Kind.MIGRATES : Evolution.Kind.SAME, "");
    }

    private void compare(DataType was, DataType is, String where) {
        if (was instanceof DataType.Scalar from && is instanceof DataType.Scalar to) {
            if (!from.kind().widensTo(to.kind())) {
                throw changed(was, is, where);
            }
            migrates |= !from.equals(to);
        } else if (was instanceof DataType.EnumOf from && is instanceof DataType.EnumOf to) {
            compareEnums(before.enumOf(from.className()), after.enumOf(to.className()), where);
        } else if (was instanceof DataType.RecordOf from && is instanceof DataType.RecordOf to) {
            compareRecords(before.record(from.className()), after.record(to.className()), where);
        } else if (was instanceof DataType.ArrayOf from && is instanceof DataType.ArrayOf to) {
            if (isPrimitive(from.element()) || isPrimitive(to.element())) {
                requireEqual(was, is, where);
            } else {
                compare(from.element(), to.element(), "an element of " + where);
            }
        } else if (was instanceof DataType.Container from && is instanceof DataType.Container to) {
            compareContainers(from, to, where);
        } else if (was instanceof DataType.Pickle || is instanceof DataType.Pickle) {
            // The class has, or had, an encoding of the user's choice.
            String name = nameOf(was, before);
            if (name == null || !name.equals(nameOf(is, after))) {
                throw changed(was, is, where);
            }
            migrates |= !was.equals(is);
        } else {
            requireEqual(was, is, where);
        }
    }

    private static @Nullable String nameOf(DataType type, RecordSchema schema) {
        if (type instanceof DataType.Pickle pickle) {
            return pickle.className();
        }
        if (type instanceof DataType.EnumOf constant) {
            return constant.className();
        }
        return type instanceof DataType.RecordOf record
                ? schema.record(record.className()).className()
                : null;
    }

    private static boolean isPrimitive(DataType type) {
        return type instanceof DataType.Scalar scalar && !scalar.boxed();
    }

    private static void requireEqual(DataType was, DataType is, String where) {
        if (!was.equals(is)) {
            throw changed(was, is, where);
        }
    }

    private static IncompatibleException changed(DataType was, DataType is, String where) {
        return new IncompatibleException(where + " was " + was + " and is " + is + " now");
    }

    private void compareContainers(DataType.Container was, DataType.Container is, String where) {
        if (!is.kind().type().isAssignableFrom(was.kind().type())) {
            throw changed(was, is, where);
        }
        for (int i = 0; i < was.arguments().size(); i++) {
            compare(was.arguments().get(i), is.arguments().get(i), "an element of " + where);
        }
    }

    private void compareEnums(EnumDefinition was, EnumDefinition is, String where) {
        requireName(was.className(), is.className(), is.formerNames(), where);
        for (int i = 0; i < was.constants().size(); i++) {
            String name = was.constants().get(i).name();
            int at = FieldNames.indexOf(name, is.constants());
            if (at < 0) {
                throw new IncompatibleException(constantGone(is.className(), where, name));
            }
            migrates |= at != i;
        }
    }

    static String constantGone(String enumName, String where, String constant) {
        return "enum " + enumName + " of " + where + " has no constant " + constant
                + " any more; if it has another name now, annotate it with @FormerNames(\"" + constant + "\")";
    }

    private static void requireName(String was, String is, List<String> formerNames, String where) {
        if (!was.equals(is) && !formerNames.contains(was)) {
            throw new IncompatibleException(where + " was a " + was + " and is a " + is
                    + " now; if that is its new name, annotate it with @FormerNames(\"" + was + "\")");
        }
    }

    private void compareRecords(RecordDefinition was, RecordDefinition is, String where) {
        requireName(was.className(), is.className(), is.formerNames(), where);
        if (!compared.add(was.name() + " " + is.name())) {
            return;
        }
        Map<String, String> names = FieldNames.match(
                was.fields().stream().map(FieldDefinition::name).toList(),
                is.fields().stream()
                        .map(field -> new Named(field.name(), field.formerNames()))
                        .toList());
        List<String> now = is.fields().stream().map(FieldDefinition::name).toList();
        migrates |= was.fields().size() != now.size();
        for (int i = 0; i < was.fields().size(); i++) {
            FieldDefinition field = was.fields().get(i);
            String name = names.get(field.name());
            if (name == null) {
                migrates = true;
                continue;
            }
            int at = now.indexOf(name);
            migrates |= at != i;
            compare(field.type(), is.fields().get(at).type(), "field " + name + " of " + is.className());
        }
        compareMembers(was, is);
    }

    private void compareMembers(RecordDefinition was, RecordDefinition is) {
        migrates |= was.isUnion() != is.isUnion();
        for (int i = 0; i < was.members().size(); i++) {
            RecordDefinition member = before.record(was.members().get(i));
            int at = memberOf(is, member.className());
            if (at < 0 && !(is.members().isEmpty() && isNamed(is, member.className()))) {
                throw new IncompatibleException(member.className() + " is no longer one of " + is.className());
            }
            migrates |= at != i;
            RecordDefinition now = at < 0 ? is : after.record(is.members().get(at));
            if (!member.name().equals(was.name())) {
                compareRecords(member, now, member.className());
            }
        }
    }

    private int memberOf(RecordDefinition union, String className) {
        for (int i = 0; i < union.members().size(); i++) {
            if (isNamed(after.record(union.members().get(i)), className)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNamed(RecordDefinition definition, String className) {
        return definition.className().equals(className)
                || definition.formerNames().contains(className);
    }
}
