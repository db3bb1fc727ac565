/** The one look of every mail: text, links, and nothing loaded from elsewhere. Readable on a light and on a dark background. */

import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import { onAccent, palette } from '../../config/palette';
import { product } from '../../config/product';
import type { Letter } from '../letter';

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

/** Mail programs with a dark mode prefer these to the styles on the elements. */
const dark = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .page, .page > table > tbody > tr > td { background: #16181d !important; }
    .line { border-color: #343943 !important; }
    .sheet { background: #1f2228 !important; border-color: #343943 !important; }
    .ink { color: #e8eaee !important; }
    .muted { color: #a3aab8 !important; }
    .go { background: ${palette.dark.accentInk} !important; color: #10131a !important; }
    .more { color: ${palette.dark.accentInk} !important; }
  }`;

/** What someone typed may be one long word; `word-break` is for mail programs that do not know the other property. */
const breaks = { overflowWrap: 'anywhere', wordBreak: 'break-word' } as const;
const text = { ...breaks, margin: '0 0 16px', fontSize: '15px', lineHeight: '24px', color: '#1d2129' };
const code = {
  ...text,
  fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
  fontSize: '28px',
  lineHeight: '36px',
  letterSpacing: '0.08em',
};
const button = {
  padding: '10px 18px',
  borderRadius: '8px',
  background: palette.light.accent,
  color: onAccent,
  fontSize: '15px',
  fontWeight: 600,
};
const sheet = {
  maxWidth: '520px',
  padding: '28px',
  background: '#ffffff',
  border: '1px solid #dfe2e8',
  borderRadius: '8px',
};

export function MailLayout({ letter, signature }: { letter: Letter; signature: string }) {
  const preheader = letter.body.find((part): part is string => typeof part === 'string');
  return (
    <Html lang="en">
      <Head>
        <title>{letter.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Preview>{preheader ?? letter.subject}</Preview>
      <Body
        className="page"
        style={{ margin: 0, padding: '24px 12px', background: '#f4f5f7', fontFamily: font }}
      >
        <Container className="sheet" style={sheet}>
          <Text className="muted" style={{ ...text, color: '#5b6372', fontWeight: 600 }}>
            {product.name}
          </Text>
          <Heading as="h1" className="ink" style={{ ...text, fontSize: '20px', lineHeight: '28px' }}>
            {letter.subject}
          </Heading>
          {letter.body.map((part) => (
            <Part key={keyOf(part)} part={part} />
          ))}
          <Hr className="line" style={{ borderColor: '#dfe2e8', margin: '8px 0 16px' }} />
          <Text className="muted" style={{ ...text, margin: 0, fontSize: '13px', color: '#5b6372' }}>
            {signature}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const keyOf = (part: Letter['body'][number]) =>
  typeof part === 'string' ? part : 'code' in part ? 'code' : part.url;

function Part({ part }: { part: Letter['body'][number] }) {
  if (typeof part === 'string')
    return (
      <Text className="ink" style={text}>
        {part}
      </Text>
    );
  if ('code' in part)
    return (
      <Text className="ink" style={code}>
        {part.code}
      </Text>
    );
  if (part.quiet)
    return (
      <Text style={text}>
        <Link
          className="more"
          href={part.url}
          style={{ color: palette.light.accentInk, textDecoration: 'underline' }}
        >
          {part.label}
        </Link>
      </Text>
    );
  return (
    <Section style={{ margin: '0 0 20px' }}>
      <Button className="go" href={part.url} style={button}>
        {part.label}
      </Button>
    </Section>
  );
}
