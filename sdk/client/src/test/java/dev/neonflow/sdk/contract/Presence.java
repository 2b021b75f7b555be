package dev.neonflow.sdk.contract;

import dev.neonflow.sdk.Change;
import java.lang.reflect.AnnotatedType;

/** Whether a field may be missing, by what it is a field of. */
enum Presence {
  /** Of what Neon answers. */
  ANSWER,
  /** Of what is sent. */
  REQUEST,
  /** Of a request that changes only what is sent, so that null is not the same as nothing. */
  PATCH;

  /** Returns the type of the value that is there. */
  AnnotatedType check(
      JavaField field, boolean required, Schema schema, String place, Findings findings) {
    AnnotatedType type = field.type();
    boolean change = JavaType.raw(type) == Change.class;
    if (this == PATCH && schema.nullable() && !change) {
      findings.add(place, "can be emptied with null, but is no Change in " + field.owner());
    } else if (change && !(this == PATCH && schema.nullable())) {
      findings.add(place, "takes no null, but is a Change in " + field.owner());
    } else if (change && JavaType.nullable(type)) {
      findings.add(place, "is a @Nullable Change in " + field.owner());
    } else if (!change && !schema.deprecated()) {
      boolean optional = !required || schema.nullable();
      if (optional && !JavaType.nullable(type)) {
        findings.add(place, "may be missing, but is not @Nullable in " + field.owner());
      } else if (!optional && JavaType.nullable(type)) {
        findings.add(place, "is required, but @Nullable in " + field.owner());
      }
    }
    return change ? JavaType.argument(type, 0) : type;
  }
}
