package dev.neonflow.workflows.internal.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of a record, by reflection. */
final class Members {

  private Members() {}

  /** Whether null may stand there: by an annotation of this name, whoever's it is. */
  static boolean nullable(RecordComponent component) {
    return Stream.of(component.getAnnotatedType().getAnnotations(), component.getAnnotations())
        .flatMap(Arrays::stream)
        .map(Annotation::annotationType)
        .anyMatch(type -> type.getSimpleName().equals("Nullable"));
  }

  static @Nullable Object get(Record record, RecordComponent component, String where) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw closed(where, record.getClass());
    } catch (InvocationTargetException e) {
      throw new JsonRefusal(where + " cannot be read: " + why(e), "mend the record");
    }
  }

  /** Calls the canonical constructor. */
  static Record make(Class<?> type, @Nullable Object[] values, String where) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(values);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw closed(where, type);
    } catch (InvocationTargetException e) {
      throw new JsonRefusal(where + " is refused: " + why(e), "correct the value in the JSON");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  /** The class behind a type; for {@code ? extends X} that of X. */
  static Class<?> raw(Type type, String where) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType(), where);
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0], where);
    }
    throw unsupported(where, type);
  }

  /** The type arguments; {@code List} without one has none. */
  static Type argument(Type type, int index, String where) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    }
    throw unsupported(where, type);
  }

  static JsonRefusal unsupported(String where, Type type) {
    return new JsonRefusal(
        where + " is of type " + type.getTypeName() + ", which has no form in JSON",
        "use text, numbers, booleans, enums, Duration, Instant, Path, URI, records of these, List or"
            + " Map<String, ...> of them, or an interface whose records a StepTypes provider names");
  }

  private static String why(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static JsonRefusal closed(String where, Class<?> type) {
    return new JsonRefusal(
        where + ": record " + type.getName() + " cannot be reached",
        "open its package to dev.neonflow.workflows");
  }
}
