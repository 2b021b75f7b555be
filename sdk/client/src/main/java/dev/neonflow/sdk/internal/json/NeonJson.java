package dev.neonflow.sdk.internal.json;

import com.squareup.moshi.Moshi;

/** The one configuration of Moshi. */
public final class NeonJson {
  private NeonJson() {}

  /** Reads and writes Neon's JSON. */
  public static Moshi create() {
    return new Moshi.Builder()
        .add(TextAdapters.FACTORY)
        .add(SecondsAdapter::create)
        .add(new ChangeFactory())
        .add(new OpenEnumFactory())
        .add(new ImmutableListFactory())
        .add(new RequiredFieldsFactory())
        .build();
  }
}
