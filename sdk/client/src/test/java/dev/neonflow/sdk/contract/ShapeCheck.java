package dev.neonflow.sdk.contract;

import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares Java types with schemas, field by field. */
final class ShapeCheck {
  private final Presence presence;
  private final Findings findings;

  ShapeCheck(Presence presence, Findings findings) {
    this.presence = presence;
    this.findings = findings;
  }

  /** A value that is there. */
  void value(AnnotatedType type, boolean seconds, Schema schema, String place) {
    Class<?> raw = JavaType.raw(type);
    if (schema.isChoice()) {
      findings.add(place, "is one of several shapes, which this test cannot compare");
    } else if (schema.type().equals("array")) {
      array(type, schema, place);
    } else if (!schema.properties().isEmpty()) {
      object(raw, schema, place);
    } else if (schema.type().equals("object")) {
      map(type, schema, place);
    } else {
      ScalarCheck.check(raw, seconds, schema, place, findings);
    }
  }

  private void array(AnnotatedType type, Schema schema, String place) {
    if (JavaType.raw(type) != List.class) {
      findings.add(place, "is an array, but " + JavaType.shown(type));
      return;
    }
    element(JavaType.argument(type, 0), schema.items(), place + "/0");
  }

  private void map(AnnotatedType type, Schema schema, String place) {
    if (JavaType.raw(type) != Map.class
        || JavaType.raw(JavaType.argument(type, 0)) != String.class) {
      findings.add(place, "is an object of any fields, but " + JavaType.shown(type));
      return;
    }
    AnnotatedType values = JavaType.argument(type, 1);
    if (schema.others().isPresent()) {
      element(values, schema.others().get(), place + "/*");
    } else if (!Set.of(Object.class, String.class).contains(JavaType.raw(values))) {
      findings.add(place, "has values of any type, but " + JavaType.shown(type));
    }
  }

  private void element(AnnotatedType type, Schema schema, String place) {
    if (JavaType.nullable(type) != schema.nullable()) {
      findings.add(place, schema.nullable() ? "can be null" : "is @Nullable, but never null");
    }
    value(type, false, schema, place);
  }

  private void object(Class<?> raw, Schema schema, String place) {
    if (!raw.isRecord()) {
      findings.add(place, "is an object with fields, but " + raw.getSimpleName());
      return;
    }
    Map<String, Schema> properties = schema.properties();
    Map<String, JavaField> fields = JavaField.of(raw);
    properties.forEach(
        (name, property) -> {
          if (!fields.containsKey(name) && !property.deprecated()) {
            findings.add(place + "/" + name, "is missing in " + raw.getSimpleName());
          }
        });
    fields.forEach(
        (name, field) -> {
          String inner = place + "/" + name;
          Schema property = properties.get(name);
          if (property == null) {
            findings.add(inner, "is in " + raw.getSimpleName() + ", but not in the contract");
          } else {
            AnnotatedType type =
                presence.check(field, schema.requires(name), property, inner, findings);
            value(type, field.seconds(), property, inner);
          }
        });
  }
}
