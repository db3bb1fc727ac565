import { SubmitButton } from '@/app/ui/button';
import { Field } from '@/app/ui/field';

/** Works without scripts: the search is a part of the page's address. */
export function SearchForm({ text }: { text: string }) {
  return (
    <search className="block">
      <form action="/admin/people" className="flex max-w-xl flex-wrap items-end gap-3">
        <Field
          label="Find a person"
          name="q"
          type="text"
          defaultValue={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={254}
          required
          hint="The beginning of their email address, or the id of an account, a session or a request."
        />
        <SubmitButton>Search</SubmitButton>
      </form>
    </search>
  );
}
