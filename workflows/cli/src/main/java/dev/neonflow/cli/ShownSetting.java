package dev.neonflow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A setting as it may be shown.
 *
 * @param name of the option without its dashes, or of the variable
 * @param variable which sets it
 * @param value null if it is not set; {@code set} in place of a secret
 * @param byDefault what holds if it is not set, in words where it is not one value
 * @param origin where the value comes from
 */
record ShownSetting(
    String name, String variable, @Nullable String value, String byDefault, String origin) {

  private static final Pattern DEFAULT = Pattern.compile("\\(default: (.*)\\)");
  private static final String NOT_SET = "default";

  /** Variables that are secrets, or hold one. */
  private static final List<String> SECRETS =
      List.of(
          "FLY_API_TOKEN",
          "VERCEL_TOKEN",
          "GITHUB_TOKEN",
          "GH_TOKEN",
          "DATABASE_URL",
          "TEMPORAL_API_KEY");

  /** What is read beside the options, and what holds where it is not set. */
  private static final Map<String, String> VARIABLES = variables();

  private static Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("FLY_FLAPS_BASE_URL", "Fly.io's Machines API");
    variables.put("NEONFLOW_FLYCTL", "flyctl on the PATH");
    variables.put("NEONFLOW_FLY_URL", "where Fly.io serves the app");
    variables.put("TEMPORAL_TLS_CLIENT_CERT_PATH", "none");
    variables.put("TEMPORAL_TLS_CLIENT_KEY_PATH", "none");
    for (String name :
        List.of("ACTIONS", "REPOSITORY", "REF", "REF_NAME", "HEAD_REF", "SHA", "EVENT_PATH")) {
      variables.put("GITHUB_" + name, "none");
    }
    for (String name : List.of("API_URL", "SERVER_URL", "RUN_ID", "OUTPUT", "STEP_SUMMARY")) {
      variables.put("GITHUB_" + name, "none");
    }
    variables.put("CI", "none");
    return variables;
  }

  /**
   * All that Neonflow knows, in the order of their names.
   *
   * @param command the one that runs: its options may come from the command line
   */
  static List<ShownSetting> all(Settings settings, @Nullable CommandSpec command) {
    List<ShownSetting> shown = new ArrayList<>();
    SettingsRedactor redactor = SettingsRedactor.of(settings, SECRETS);
    Map<String, OptionSpec> options = options();
    options.forEach((name, option) -> shown.add(option(name, option, settings, command, redactor)));
    String key = settings.find("api-key").map(Settings.Setting::origin).orElse(NOT_SET);
    String keySet = key.equals(NOT_SET) ? null : "set";
    shown.add(new ShownSetting("api-key", "NEON_API_KEY", keySet, "none", key));
    String host = "https://console.neon.tech/api/v2";
    shown.add(of("api-host", "NEON_API_HOST", settings.find("api-host"), host, redactor));
    shown.sort((one, other) -> one.name().compareTo(other.name()));
    for (String name : SECRETS) {
      String value = settings.environment(name).isPresent() ? "set" : null;
      shown.add(new ShownSetting(name, name, value, "none", value == null ? NOT_SET : name));
    }
    VARIABLES.forEach(
        (name, byDefault) ->
            shown.add(
                of(
                    name,
                    name,
                    settings
                        .environment(name)
                        .map(value -> new Settings.Setting(name, value, name)),
                    byDefault,
                    redactor)));
    return shown;
  }

  /** Every option of every command by its name. */
  private static Map<String, OptionSpec> options() {
    Map<String, OptionSpec> options = new LinkedHashMap<>();
    for (KnownCommand command : KnownCommand.ALL) {
      for (OptionSpec option : command.spec().options()) {
        if (!option.usageHelp() && !option.versionHelp() && !option.hidden()) {
          options.putIfAbsent(SettingsDefaults.name(option), option);
        }
      }
    }
    return options;
  }

  private static ShownSetting option(
      String name,
      OptionSpec option,
      Settings settings,
      @Nullable CommandSpec command,
      SettingsRedactor redactor) {
    String variable = Settings.otherVariable(name).orElse("NEONFLOW_" + Settings.upper(name));
    Optional<String> given = given(option, command);
    Optional<Settings.Setting> found =
        given
            .map(value -> new Settings.Setting(name, value, "option --" + name))
            .or(() -> settings.find(name));
    boolean isSwitch = option.arity().max() == 0;
    return of(
        name,
        variable,
        isSwitch ? found.map(ShownSetting::asSwitch) : found,
        byDefault(option),
        redactor);
  }

  /** The same in one word for all ways to write it; what is neither on nor off stays. */
  private static Settings.Setting asSwitch(Settings.Setting setting) {
    String word =
        switch (setting.value().toLowerCase(Locale.ROOT)) {
          case "1", "true", "yes", "on" -> "on";
          case "0", "false", "no", "off" -> "off";
          default -> setting.value();
        };
    return new Settings.Setting(setting.name(), word, setting.origin());
  }

  private static ShownSetting of(
      String name,
      String variable,
      Optional<Settings.Setting> found,
      String byDefault,
      SettingsRedactor redactor) {
    return new ShownSetting(
        name,
        variable,
        found.map(Settings.Setting::value).map(redactor::redact).orElse(null),
        byDefault,
        found.map(Settings.Setting::origin).orElse(NOT_SET));
  }

  private static Optional<String> given(OptionSpec option, @Nullable CommandSpec command) {
    ParseResult parsed = command == null ? null : command.commandLine().getParseResult();
    return parsed == null || !parsed.hasMatchedOption(option.longestName())
        ? Optional.empty()
        : Optional.of(String.valueOf(parsed.matchedOptionValue(option.longestName(), "")));
  }

  private static String byDefault(OptionSpec option) {
    Matcher said = DEFAULT.matcher(String.join(" ", option.description()));
    return said.find() ? said.group(1) : option.required() ? "none" : "off";
  }

  /** Whether it is set anywhere. */
  boolean isSet() {
    return value != null;
  }

  /** What holds. */
  String shown() {
    return value == null ? byDefault : value;
  }

  /** Whether people may mean this one by a word. */
  boolean isCalled(String word) {
    return word.equals(name)
        || word.equals(variable)
        || word.equals("NEONFLOW_" + Settings.upper(name));
  }

  Map<String, @Nullable Object> fields() {
    return DevOptions.named(
        "name", name,
        "value", value,
        "default", byDefault,
        "origin", origin,
        "variable", variable);
  }
}
