import { RadioGroup } from '@/components/ui/choice'
import { PasswordField } from '@/components/ui/field'

/** How the curator signs, and his passwords. `signingKey` is null where the program keeps no key of his. */
export function SigningFields({
  way,
  signingKey,
  errors,
}: {
  way: string
  signingKey: { subject: string; until: string; isTest: boolean; isPasswordKept: boolean } | null
  errors: { way?: string | undefined; password?: string | undefined; keyPassword?: string | undefined }
}) {
  return (
    <>
      <RadioGroup
        name="way"
        label="Как подписать"
        error={errors.way}
        required
        options={[
          ...(signingKey
            ? [
                {
                  value: 'electronic',
                  label: 'Подписать ключом (УНЭП)',
                  hint: `Усиленная неквалифицированная подпись внутри PDF${signingKey.isTest ? ', тестовый сертификат' : ''}: ${signingKey.subject}, до ${signingKey.until}`,
                },
              ]
            : []),
          {
            value: 'paper',
            label: 'Подпишу на бумаге',
            hint: 'Программа сделает PDF для печати. Подписанный лист сдают координатору, скан можно приложить.',
          },
        ]}
        defaultValue={way || (signingKey ? 'electronic' : 'paper')}
      />
      <PasswordField
        name="password"
        label="Пароль ещё раз"
        hint="Пароль учётной записи: чтобы за вас не отправил никто другой"
        error={errors.password}
        required
      />
      {signingKey && !signingKey.isPasswordKept ? (
        <PasswordField
          name="keyPassword"
          label="Пароль ключа подписи"
          hint="Нужен только для подписи ключом"
          autoComplete="off"
          error={errors.keyPassword}
        />
      ) : null}
    </>
  )
}
