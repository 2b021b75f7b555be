package dev.neonflow.sdk.contract;

import com.squareup.moshi.Json;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The texts that the constants of an enum stand for. */
final class Words {
  private static final String UNKNOWN = "UNKNOWN";

  private Words() {}

  /** Without {@code UNKNOWN}. */
  static Set<String> of(Class<?> type) {
    Set<String> words = new LinkedHashSet<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      if (!name.equals(UNKNOWN)) {
        words.add(word(type, name));
      }
    }
    return words;
  }

  /** Whether it takes words that it does not know. */
  static boolean isOpen(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(UNKNOWN)) {
        return true;
      }
    }
    return false;
  }

  private static String word(Class<?> type, String constant) {
    try {
      Json json = type.getField(constant).getAnnotation(Json.class);
      return json == null ? constant.toLowerCase(Locale.ROOT) : json.name();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
